package io.hawkvision.zoo.quantize;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small float network with seeded weights: 8x8 pixels, two poolings, five classes. */
final class TinyNetwork {
  static final Plane INPUT = new Plane(3, 8, 8);
  static final int CLASSES = 5;

  private TinyNetwork() {}

  static FloatNetwork of(long seed) {
    Random random = new Random(seed);
    return new FloatNetwork(
        INPUT,
        List.of(
            conv(random, "first", new ConvShape(3, 16, 3, 1, 1)),
            new FloatLayer.MaxPool(),
            conv(random, "narrow", new ConvShape(16, 16, 1, 1, 0)),
            conv(random, "strided", new ConvShape(16, 32, 3, 2, 1)),
            new FloatLayer.MaxPool(),
            new FloatLayer.Mean(),
            new FloatLayer.Dense("head", weights(random, CLASSES, 32, 0.5f), biases(random, 5))));
  }

  private static FloatLayer.Conv conv(Random random, String name, ConvShape shape) {
    float scale = (float) Math.sqrt(2.0 / shape.weightsPerOutput());
    float[][] weights = weights(random, shape.outputs(), shape.weightsPerOutput(), scale);
    return new FloatLayer.Conv(name, shape, weights, biases(random, shape.outputs()));
  }

  private static float[][] weights(Random random, int rows, int columns, float scale) {
    float[][] weights = new float[rows][columns];
    for (float[] row : weights) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) random.nextGaussian() * scale;
      }
    }
    return weights;
  }

  private static float[] biases(Random random, int count) {
    return weights(random, 1, count, 0.2f)[0];
  }

  static List<byte[]> frames(long seed, int count) {
    Random random = new Random(seed);
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] frame = new byte[INPUT.size()];
      random.nextBytes(frame);
      frames.add(frame);
    }
    return frames;
  }
}
