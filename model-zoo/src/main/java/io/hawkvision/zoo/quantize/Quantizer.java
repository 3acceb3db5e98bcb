package io.hawkvision.zoo.quantize;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Quantises a trained float network without training it again. Layer by layer, over sample frames:
 * weights get the power-of-two scale of least squared error (each output channel its own, or one
 * for all), the bias also takes up the mean error that rounded inputs and weights leave in its
 * channel, and activations get the power-of-two scale of least squared error. One thread, which
 * spreads the samples over all processors.
 */
public final class Quantizer {
  private static final int MAX_EXPONENT = 20;
  private static final int MIN_EXPONENT = -8;

  private final FloatNetwork network;
  private final Options options;
  private final List<IntegerLayer> layers = new ArrayList<>();
  private final List<LayerReport> reports = new ArrayList<>();

  /** The samples' activations before the layer at hand: exact, and as the integer network's. */
  private final List<float[]> exact;

  private final List<byte[]> rounded;

  private Plane plane;
  private int exponent = IntegerNetwork.PIXEL_EXPONENT;
  private int zero = IntegerNetwork.PIXEL_ZERO;

  /**
   * How to quantise.
   *
   * @param perChannel one scale for each output channel's weights, else one for the layer
   * @param stemAfterPoolings the stem is what that many poolings give; empty: no stem
   */
  public record Options(boolean perChannel, OptionalInt stemAfterPoolings) {
    public Options {
      requireNonNull(stemAfterPoolings, "stemAfterPoolings");
    }
  }

  /**
   * What became of one layer with weights.
   *
   * @param leastExponent smallest of the weights' exponents
   * @param mostExponent largest of the weights' exponents
   * @param exponent of the output
   * @param saturated share of the sample's outputs that reached 255
   */
  public record LayerReport(
      String name,
      Plane output,
      int leastExponent,
      int mostExponent,
      int exponent,
      double saturated) {
    public LayerReport {
      requireNonNull(name, "name");
      requireNonNull(output, "output");
    }
  }

  /** A quantised network and what became of its layers. */
  public record Quantized(IntegerNetwork network, List<LayerReport> layers) {
    public Quantized {
      requireNonNull(network, "network");
      layers = List.copyOf(layers);
    }
  }

  private Quantizer(FloatNetwork network, List<byte[]> samples, Options options) {
    this.network = network;
    this.options = options;
    this.plane = network.input();
    this.exact = new ArrayList<>(samples.stream().map(FloatNetwork::normalised).toList());
    this.rounded = new ArrayList<>(samples);
  }

  /**
   * Quantises.
   *
   * @param samples pixels uint8 [3,H,W] of frames like those that will come, from training or
   *     design
   * @throws IllegalArgumentException when a layer cannot be held within the integer rules
   */
  public static Quantized quantize(FloatNetwork network, List<byte[]> samples, Options options) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("no sample frames");
    }
    return new Quantizer(network, samples, options).run();
  }

  private Quantized run() {
    OptionalInt stem = OptionalInt.empty();
    int poolings = 0;
    for (FloatLayer layer : network.layers()) {
      if (layer instanceof FloatLayer.Dense dense) {
        layers.add(quantized(dense));
        continue;
      }
      IntegerLayer next = next(layer);
      advance(layer, next);
      poolings += layer instanceof FloatLayer.MaxPool ? 1 : 0;
      boolean isStem =
          layer instanceof FloatLayer.MaxPool
              && options.stemAfterPoolings().equals(OptionalInt.of(poolings));
      stem = isStem ? OptionalInt.of(layers.size() - 1) : stem;
    }
    if (stem.isEmpty() && options.stemAfterPoolings().isPresent()) {
      throw new IllegalArgumentException(
          "the network has "
              + poolings
              + " poolings, so no stem after pooling "
              + options.stemAfterPoolings().getAsInt());
    }
    return new Quantized(new IntegerNetwork(network.input(), layers, stem), reports);
  }

  private IntegerLayer next(FloatLayer layer) {
    if (layer instanceof FloatLayer.Conv conv) {
      return quantized(conv);
    }
    return layer instanceof FloatLayer.Mean ? sum() : new IntegerLayer.MaxPool();
  }

  private void advance(FloatLayer layer, IntegerLayer next) {
    layers.add(next);
    Plane before = plane;
    List<float[]> exactAfter =
        exact.parallelStream().map(x -> FloatNetwork.run(layer, before, x)).toList();
    List<byte[]> roundedAfter =
        rounded.parallelStream().map(x -> IntegerNetwork.run(next, before, x)).toList();
    exact.clear();
    exact.addAll(exactAfter);
    rounded.clear();
    rounded.addAll(roundedAfter);
    plane = FloatNetwork.after(layer, plane);
    if (next instanceof IntegerLayer.Conv conv) {
      exponent = conv.exponent();
      zero = 0;
      reports.add(report(conv, roundedAfter));
    } else if (next instanceof IntegerLayer.Sum sum) {
      exponent = sum.exponent();
    }
  }

  private LayerReport report(IntegerLayer.Conv conv, List<byte[]> outputs) {
    long full = 0;
    for (byte[] values : outputs) {
      for (byte value : values) {
        full += value == -1 ? 1 : 0;
      }
    }
    int least = IntStream.of(conv.shifts()).min().orElse(0);
    int most = IntStream.of(conv.shifts()).max().orElse(0);
    int into = exponentBefore(conv);
    double share = (double) full / ((double) outputs.size() * plane.size());
    int weights = conv.exponent() - into;
    return new LayerReport(
        conv.name(), plane, weights + least, weights + most, conv.exponent(), share);
  }

  /** The input exponent of the conv that was added last. */
  private int exponentBefore(IntegerLayer.Conv conv) {
    int into = IntegerNetwork.PIXEL_EXPONENT;
    for (IntegerLayer layer : layers) {
      if (layer == conv) {
        break;
      }
      into = layer instanceof IntegerLayer.Conv earlier ? earlier.exponent() : into;
    }
    return into;
  }

  private IntegerLayer.Conv quantized(FloatLayer.Conv conv) {
    ConvShape shape = conv.shape();
    List<float[]> sums =
        exact.parallelStream().map(x -> FloatNetwork.convolve(conv, plane, x)).toList();
    int out = bestExponent(sums);
    int[] exponents = weightExponents(conv.weights(), out - exponent);
    byte[][] weights = new byte[shape.outputs()][];
    int[] shifts = new int[shape.outputs()];
    for (int o = 0; o < weights.length; o++) {
      weights[o] = rounded(conv.weights()[o], exponents[o]);
      shifts[o] = exponent + exponents[o] - out;
    }
    int[] none = new int[shape.outputs()];
    IntegerLayer.Conv raw =
        new IntegerLayer.Conv(conv.name(), shape, weights, none, zero, shifts, out);
    double[] wanted = channelMeans(sums, shape.outputs());
    List<int[]> products =
        rounded.parallelStream().map(x -> IntegerNetwork.sums(raw, plane, x)).toList();
    double[] given = channelMeansOf(products, shape.outputs());
    int[] bias = new int[shape.outputs()];
    for (int o = 0; o < bias.length; o++) {
      bias[o] = (int) Math.rint(Math.scalb(wanted[o], exponent + exponents[o]) - given[o]);
    }
    return new IntegerLayer.Conv(conv.name(), shape, weights, bias, zero, shifts, out);
  }

  /** Sums of a channel, not means: their divisor goes into the weights that follow. */
  private IntegerLayer.Sum sum() {
    int positions = plane.positions();
    List<float[]> sums = new ArrayList<>();
    for (float[] means : exact.stream().map(this::channelMeansOfFrame).toList()) {
      float[] scaled = new float[means.length];
      for (int i = 0; i < means.length; i++) {
        scaled[i] = means[i] * positions;
      }
      sums.add(scaled);
    }
    int out = Math.min(exponent, bestExponent(sums));
    return new IntegerLayer.Sum(exponent - out, out);
  }

  private float[] channelMeansOfFrame(float[] values) {
    return FloatNetwork.run(new FloatLayer.Mean(), plane, values);
  }

  private IntegerLayer.Dense quantized(FloatLayer.Dense dense) {
    int positions = positionsBeforeSum();
    float[][] scaled = new float[dense.weights().length][];
    for (int o = 0; o < scaled.length; o++) {
      scaled[o] = dense.weights()[o].clone();
      for (int i = 0; i < scaled[o].length; i++) {
        scaled[o][i] /= positions;
      }
    }
    int best = bestWeightExponent(scaled, Integer.MIN_VALUE);
    byte[][] weights = new byte[scaled.length][];
    int[] bias = new int[scaled.length];
    for (int o = 0; o < scaled.length; o++) {
      weights[o] = rounded(scaled[o], best);
      double wanted = 0;
      double given = 0;
      for (int s = 0; s < exact.size(); s++) {
        wanted += dense.bias()[o];
        for (int i = 0; i < weights[o].length; i++) {
          wanted += (double) dense.weights()[o][i] * exact.get(s)[i];
          given += weights[o][i] * (rounded.get(s)[i] & 0xff);
        }
      }
      bias[o] = (int) Math.rint((Math.scalb(wanted, exponent + best) - given) / exact.size());
    }
    return new IntegerLayer.Dense(dense.name(), weights, bias, exponent + best);
  }

  private int positionsBeforeSum() {
    Plane now = network.input();
    for (FloatLayer layer : network.layers()) {
      if (layer instanceof FloatLayer.Mean) {
        return now.positions();
      }
      now = FloatNetwork.after(layer, now);
    }
    throw new IllegalArgumentException("the network has no mean before its last layer");
  }

  private int[] weightExponents(float[][] weights, int least) {
    int[] exponents = new int[weights.length];
    if (!options.perChannel()) {
      Arrays.fill(exponents, bestWeightExponent(weights, least));
      return exponents;
    }
    for (int o = 0; o < weights.length; o++) {
      exponents[o] = bestWeightExponent(new float[][] {weights[o]}, least);
    }
    return exponents;
  }

  /** Of least squared error; not below {@code least}, so that no sum has to be shifted left. */
  private static int bestWeightExponent(float[][] weights, int least) {
    int best = Math.max(least, MIN_EXPONENT);
    double bestError = Double.POSITIVE_INFINITY;
    for (int e = best; e <= MAX_EXPONENT; e++) {
      double error = 0;
      for (float[] row : weights) {
        for (float weight : row) {
          double off = weight - Math.scalb((double) clipped(weight, e), -e);
          error += off * off;
        }
      }
      if (error < bestError) {
        bestError = error;
        best = e;
      }
    }
    return best;
  }

  private static int clipped(float weight, int exponent) {
    double value = Math.rint(Math.scalb((double) weight, exponent));
    return (int) Math.max(-IntegerLayer.MAX_WEIGHT, Math.min(IntegerLayer.MAX_WEIGHT, value));
  }

  private static byte[] rounded(float[] weights, int exponent) {
    byte[] values = new byte[weights.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) clipped(weights[i], exponent);
    }
    return values;
  }

  /** Exponent of least squared error for what ReLU lets through. */
  private static int bestExponent(List<float[]> samples) {
    return IntStream.rangeClosed(MIN_EXPONENT, 12)
        .boxed()
        .parallel()
        .map(e -> new double[] {e, activationError(samples, e)})
        .min((a, b) -> Double.compare(a[1], b[1]))
        .map(best -> (int) best[0])
        .orElseThrow();
  }

  private static double activationError(List<float[]> samples, int exponent) {
    float scale = Math.scalb(1f, exponent);
    float step = Math.scalb(1f, -exponent);
    double error = 0;
    for (float[] values : samples) {
      for (float value : values) {
        float wanted = Math.max(0, value);
        // Adding half and cutting is close enough to choose by; the network itself rounds to even.
        int level = Math.min(255, (int) (wanted * scale + 0.5f));
        float off = wanted - level * step;
        error += off * off;
      }
    }
    return error;
  }

  private static double[] channelMeans(List<float[]> samples, int channels) {
    double[] sums = new double[channels];
    int each = samples.get(0).length / channels;
    for (float[] values : samples) {
      for (int i = 0; i < values.length; i++) {
        sums[i / each] += values[i];
      }
    }
    return divided(sums, (double) each * samples.size());
  }

  private static double[] channelMeansOf(List<int[]> samples, int channels) {
    double[] sums = new double[channels];
    int each = samples.get(0).length / channels;
    for (int[] values : samples) {
      for (int i = 0; i < values.length; i++) {
        sums[i / each] += values[i];
      }
    }
    return divided(sums, (double) each * samples.size());
  }

  private static double[] divided(double[] sums, double count) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= count;
    }
    return sums;
  }
}
