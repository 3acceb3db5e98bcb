package io.hawkvision.zoo.quantize;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The integer reference: what every engine must compute, bit for bit, from the pixels of a frame.
 * Only whole numbers; sums lose bits by shifts, rounded half to even. Immutable, any thread.
 */
public final class IntegerNetwork {
  /** Exponent of the pixels: a network sees (pixel - 128) * 2^-6. */
  public static final int PIXEL_EXPONENT = 6;

  /** Pixel value that stands for zero. */
  public static final int PIXEL_ZERO = 128;

  private final Plane input;
  private final List<IntegerLayer> layers;
  private final OptionalInt stemLayer;

  /**
   * What a frame gives.
   *
   * @param logits one for each class
   * @param stem uint8 [C,H,W] of the stem, empty without one
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by callers that need it
  public record Result(float[] logits, byte[] stem) {}

  /**
   * Puts layers together.
   *
   * @param stemLayer index of the layer whose output is the stem
   * @throws IllegalArgumentException where the sizes of two layers do not meet
   */
  public IntegerNetwork(Plane input, List<IntegerLayer> layers, OptionalInt stemLayer) {
    this.input = requireNonNull(input, "input");
    this.layers = List.copyOf(layers);
    this.stemLayer = requireNonNull(stemLayer, "stemLayer");
    if (layers.isEmpty() || !(layers.get(layers.size() - 1) instanceof IntegerLayer.Dense)) {
      throw new IllegalArgumentException("the last layer must be fully connected");
    }
    Plane plane = input;
    for (IntegerLayer layer : layers) {
      int taken = inputs(layer, plane);
      if (taken != plane.channels()) {
        throw new IllegalArgumentException(
            "a layer of " + taken + " inputs after " + plane.channels() + " channels");
      }
      plane = after(layer, plane);
    }
  }

  /** Sizes of a frame. */
  public Plane input() {
    return input;
  }

  /** The layers, in the order in which they run. */
  public List<IntegerLayer> layers() {
    return layers;
  }

  /** Index of the layer whose output is the stem. */
  public OptionalInt stemLayer() {
    return stemLayer;
  }

  /** Sizes of what layer {@code index} gives. */
  public Plane planeAfter(int index) {
    Plane plane = input;
    for (IntegerLayer layer : layers.subList(0, index + 1)) {
      plane = after(layer, plane);
    }
    return plane;
  }

  /**
   * Computes one frame.
   *
   * @param pixels uint8 [3,H,W]
   */
  public Result run(byte[] pixels) {
    if (pixels.length != input.size()) {
      throw new IllegalArgumentException(pixels.length + " pixels, not " + input.size());
    }
    byte[] now = pixels;
    byte[] stem = new byte[0];
    Plane plane = input;
    for (int i = 0; i + 1 < layers.size(); i++) {
      now = run(layers.get(i), plane, now);
      plane = after(layers.get(i), plane);
      if (stemLayer.isPresent() && stemLayer.getAsInt() == i) {
        stem = now.clone();
      }
    }
    IntegerLayer.Dense last = (IntegerLayer.Dense) layers.get(layers.size() - 1);
    return new Result(logits(last, now), stem);
  }

  private static int inputs(IntegerLayer layer, Plane in) {
    if (layer instanceof IntegerLayer.Conv conv) {
      return conv.shape().inputs();
    }
    return layer instanceof IntegerLayer.Dense dense
        ? dense.weights()[0].length / in.positions()
        : in.channels();
  }

  private static Plane after(IntegerLayer layer, Plane in) {
    if (layer instanceof IntegerLayer.Conv conv) {
      return in.after(conv.shape());
    }
    if (layer instanceof IntegerLayer.MaxPool) {
      return in.halved();
    }
    return new Plane(
        layer instanceof IntegerLayer.Dense dense ? dense.bias().length : in.channels(), 1, 1);
  }

  /** A layer that gives uint8. */
  static byte[] run(IntegerLayer layer, Plane in, byte[] values) {
    if (layer instanceof IntegerLayer.Conv conv) {
      return requantised(conv, in.after(conv.shape()), sums(conv, in, values));
    }
    if (layer instanceof IntegerLayer.MaxPool) {
      return maxPool(in, values);
    }
    if (layer instanceof IntegerLayer.Sum sum) {
      return sums(sum, in, values);
    }
    throw new IllegalArgumentException("a fully connected layer gives no uint8");
  }

  /** Sums of products, bias included. */
  static int[] sums(IntegerLayer.Conv conv, Plane in, byte[] values) {
    ConvShape shape = conv.shape();
    Plane out = in.after(shape);
    int width = in.width() + 2 * shape.pad();
    int height = in.height() + 2 * shape.pad();
    int[] padded = padded(conv, in, values);
    int taps = shape.kernel() * shape.kernel();
    int[] sums = new int[out.size()];
    for (int o = 0; o < shape.outputs(); o++) {
      int base = o * out.positions();
      Arrays.fill(sums, base, base + out.positions(), conv.bias()[o]);
      byte[] weights = conv.weights()[o];
      for (int w = 0; w < weights.length; w++) {
        int tap = w % taps;
        int from = w / taps * height * width + tap / shape.kernel() * width + tap % shape.kernel();
        for (int y = 0; y < out.height(); y++) {
          int source = from + y * shape.stride() * width;
          add(
              sums,
              base + y * out.width(),
              padded,
              source,
              shape.stride(),
              out.width(),
              weights[w]);
        }
      }
    }
    return sums;
  }

  private static int[] padded(IntegerLayer.Conv conv, Plane in, byte[] values) {
    int pad = conv.shape().pad();
    int width = in.width() + 2 * pad;
    int height = in.height() + 2 * pad;
    int[] padded = new int[in.channels() * height * width];
    int i = 0;
    for (int c = 0; c < in.channels(); c++) {
      for (int y = 0; y < in.height(); y++) {
        int to = (c * height + y + pad) * width + pad;
        for (int x = 0; x < in.width(); x++) {
          padded[to + x] = (values[i++] & 0xff) - conv.zero();
        }
      }
    }
    return padded;
  }

  private static void add(
      int[] sums, int target, int[] values, int source, int stride, int count, int weight) {
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

  private static byte[] requantised(IntegerLayer.Conv conv, Plane out, int[] sums) {
    byte[] values = new byte[sums.length];
    for (int i = 0; i < sums.length; i++) {
      values[i] = saturated(sums[i], conv.shifts()[i / out.positions()]);
    }
    return values;
  }

  /** The sum without its last {@code shift} bits, rounded half to even, as uint8. */
  static byte saturated(int sum, int shift) {
    int value = sum;
    if (shift > 0) {
      int floor = sum >> shift;
      int rest = sum - (floor << shift);
      int half = 1 << (shift - 1);
      boolean isUp = rest > half || (rest == half && (floor & 1) == 1);
      value = isUp ? floor + 1 : floor;
    }
    return (byte) Math.max(0, Math.min(255, value));
  }

  private static byte[] maxPool(Plane in, byte[] values) {
    Plane out = in.halved();
    byte[] most = new byte[out.size()];
    int i = 0;
    for (int c = 0; c < in.channels(); c++) {
      for (int y = 0; y < out.height(); y++) {
        for (int x = 0; x < out.width(); x++) {
          int from = (c * in.height() + 2 * y) * in.width() + 2 * x;
          int below = from + in.width();
          int upper = Math.max(values[from] & 0xff, values[from + 1] & 0xff);
          int lower = Math.max(values[below] & 0xff, values[below + 1] & 0xff);
          most[i++] = (byte) Math.max(upper, lower);
        }
      }
    }
    return most;
  }

  private static byte[] sums(IntegerLayer.Sum layer, Plane in, byte[] values) {
    byte[] sums = new byte[in.channels()];
    for (int c = 0; c < sums.length; c++) {
      int sum = 0;
      for (int i = 0; i < in.positions(); i++) {
        sum += values[c * in.positions() + i] & 0xff;
      }
      sums[c] = saturated(sum, layer.shift());
    }
    return sums;
  }

  private static float[] logits(IntegerLayer.Dense layer, byte[] values) {
    float[] logits = new float[layer.bias().length];
    for (int o = 0; o < logits.length; o++) {
      int sum = layer.bias()[o];
      for (int i = 0; i < values.length; i++) {
        sum += layer.weights()[o][i] * (values[i] & 0xff);
      }
      logits[o] = Math.scalb((float) sum, -layer.exponent());
    }
    return logits;
  }
}
