package io.hawkvision.zoo.quantize;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/**
 * A plain chain: convolutions with ReLU and 2x2 max pooling, then the mean of each channel and one
 * fully connected layer. Runs frame by frame, for the quantiser. Immutable, any thread.
 */
public final class FloatNetwork {
  private final Plane input;
  private final List<FloatLayer> layers;

  FloatNetwork(Plane input, List<FloatLayer> layers) {
    this.input = requireNonNull(input, "input");
    this.layers = List.copyOf(layers);
  }

  /** Sizes of a frame. */
  public Plane input() {
    return input;
  }

  List<FloatLayer> layers() {
    return layers;
  }

  /**
   * Logits of one frame.
   *
   * @param pixels uint8 [3,H,W]; the network sees (pixel - 128) / 64
   */
  public float[] logits(byte[] pixels) {
    float[] now = normalised(pixels);
    Plane plane = input;
    for (FloatLayer layer : layers) {
      now = run(layer, plane, now);
      plane = after(layer, plane);
    }
    return now;
  }

  static float[] normalised(byte[] pixels) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      values[i] = ((pixels[i] & 0xff) - 128) / 64f;
    }
    return values;
  }

  static Plane after(FloatLayer layer, Plane in) {
    if (layer instanceof FloatLayer.Conv conv) {
      return in.after(conv.shape());
    }
    if (layer instanceof FloatLayer.MaxPool) {
      return in.halved();
    }
    int channels = layer instanceof FloatLayer.Dense dense ? dense.bias().length : in.channels();
    return new Plane(channels, 1, 1);
  }

  static float[] run(FloatLayer layer, Plane in, float[] values) {
    if (layer instanceof FloatLayer.Conv conv) {
      float[] sums = convolve(conv, in, values);
      for (int i = 0; i < sums.length; i++) {
        sums[i] = Math.max(0, sums[i]);
      }
      return sums;
    }
    if (layer instanceof FloatLayer.MaxPool) {
      return maxPool(in, values);
    }
    if (layer instanceof FloatLayer.Mean) {
      return mean(in, values);
    }
    return dense((FloatLayer.Dense) layer, values);
  }

  /** Before ReLU. */
  static float[] convolve(FloatLayer.Conv conv, Plane in, float[] values) {
    ConvShape shape = conv.shape();
    Plane out = in.after(shape);
    int width = in.width() + 2 * shape.pad();
    int height = in.height() + 2 * shape.pad();
    float[] padded = new float[in.channels() * height * width];
    for (int row = 0; row < in.channels() * in.height(); row++) {
      int channel = row / in.height();
      int y = row % in.height() + shape.pad();
      int to = (channel * height + y) * width + shape.pad();
      System.arraycopy(values, row * in.width(), padded, to, in.width());
    }
    float[] sums = new float[out.size()];
    for (int o = 0; o < shape.outputs(); o++) {
      int base = o * out.positions();
      Arrays.fill(sums, base, base + out.positions(), conv.bias()[o]);
      float[] weights = conv.weights()[o];
      for (int w = 0; w < weights.length; w++) {
        int tap = w % (shape.kernel() * shape.kernel());
        int from = w / (shape.kernel() * shape.kernel()) * height * width;
        from += tap / shape.kernel() * width + tap % shape.kernel();
        for (int y = 0; y < out.height(); y++) {
          int source = from + y * shape.stride() * width;
          int target = base + y * out.width();
          add(sums, target, padded, source, shape.stride(), out.width(), weights[w]);
        }
      }
    }
    return sums;
  }

  private static void add(
      float[] sums, int target, float[] values, int source, int stride, int count, float weight) {
    if (stride == 1) {
      for (int x = 0; x < count; x++) {
        sums[target + x] += weight * values[source + x];
      }
    } else {
      for (int x = 0; x < count; x++) {
        sums[target + x] += weight * values[source + 2 * x];
      }
    }
  }

  private static float[] maxPool(Plane in, float[] values) {
    Plane out = in.halved();
    float[] most = new float[out.size()];
    int i = 0;
    for (int c = 0; c < in.channels(); c++) {
      for (int y = 0; y < out.height(); y++) {
        for (int x = 0; x < out.width(); x++) {
          int from = (c * in.height() + 2 * y) * in.width() + 2 * x;
          int below = from + in.width();
          most[i++] =
              Math.max(
                  Math.max(values[from], values[from + 1]),
                  Math.max(values[below], values[below + 1]));
        }
      }
    }
    return most;
  }

  private static float[] mean(Plane in, float[] values) {
    float[] means = new float[in.channels()];
    for (int c = 0; c < means.length; c++) {
      double sum = 0;
      for (int i = 0; i < in.positions(); i++) {
        sum += values[c * in.positions() + i];
      }
      means[c] = (float) (sum / in.positions());
    }
    return means;
  }

  private static float[] dense(FloatLayer.Dense layer, float[] values) {
    float[] logits = layer.bias().clone();
    for (int o = 0; o < logits.length; o++) {
      for (int i = 0; i < values.length; i++) {
        logits[o] += layer.weights()[o][i] * values[i];
      }
    }
    return logits;
  }
}
