package io.hawkvision.zoo.quantize;

import static java.util.Objects.requireNonNull;

/**
 * A layer of an integer network. Activations are uint8; a tensor of exponent e stands for {@code
 * (u8 - zero) * 2^-e}. The arrays belong to the layer and are never written.
 */
@SuppressWarnings("ArrayRecordComponent") // weights are never compared
public sealed interface IntegerLayer {
  /** Weights lie in -64..64: then no processor saturates a sum of two products in 16 bits. */
  int MAX_WEIGHT = 64;

  /** Sums stay below this: as float, which engines may use, they are exact. */
  int MAX_SUM = 1 << 24;

  /**
   * A convolution, its requantisation, and by saturation at 0 its ReLU.
   *
   * @param weights [outputs][inputs * kernel * kernel]
   * @param bias added to the sum of products
   * @param zero the input's zero point, also the padding: 128 for pixels, else 0
   * @param shifts for each output how many bits the sum loses, rounded half to even
   * @param exponent of the output
   */
  record Conv(
      String name,
      ConvShape shape,
      byte[][] weights,
      int[] bias,
      int zero,
      int[] shifts,
      int exponent)
      implements IntegerLayer {
    public Conv {
      requireNonNull(name, "name");
      requireNonNull(shape, "shape");
      requireRows(name, weights, shape.outputs(), shape.weightsPerOutput());
      if (bias.length != shape.outputs() || shifts.length != shape.outputs()) {
        throw new IllegalArgumentException(name + ": not one bias and shift for each output");
      }
      requireSums(name, weights, bias, zero == 0 ? 255 : 128);
      for (int shift : shifts) {
        requireShift(name, shift);
      }
      if (zero != 0 && zero != 128) {
        throw new IllegalArgumentException(name + ": zero point " + zero);
      }
    }
  }

  /** Largest of each 2x2 square, stride 2. */
  record MaxPool() implements IntegerLayer {}

  /**
   * Sum of each channel, requantised to uint8. The mean's divisor is part of the weights that
   * follow.
   */
  record Sum(int shift, int exponent) implements IntegerLayer {
    public Sum {
      requireShift("sum", shift);
    }
  }

  /**
   * Fully connected: logits are {@code sum * 2^-exponent}.
   *
   * @param weights [outputs][inputs]
   */
  record Dense(String name, byte[][] weights, int[] bias, int exponent) implements IntegerLayer {
    public Dense {
      requireNonNull(name, "name");
      requireRows(name, weights, bias.length, weights.length == 0 ? 0 : weights[0].length);
      requireSums(name, weights, bias, 255);
    }
  }

  private static void requireShift(String name, int shift) {
    if (shift < 0 || shift > 24) {
      throw new IllegalArgumentException(name + ": shift by " + shift + ", not 0 to 24");
    }
  }

  private static void requireRows(String name, byte[][] weights, int rows, int columns) {
    if (weights.length != rows || rows == 0 || columns == 0) {
      throw new IllegalArgumentException(name + ": " + weights.length + " rows of weights");
    }
    for (byte[] row : weights) {
      if (row.length != columns) {
        throw new IllegalArgumentException(name + ": a row of " + row.length + " weights");
      }
      for (byte weight : row) {
        if (weight < -MAX_WEIGHT || weight > MAX_WEIGHT) {
          throw new IllegalArgumentException(name + ": weight " + weight + " beyond +-64");
        }
      }
    }
  }

  private static void requireSums(String name, byte[][] weights, int[] bias, int largest) {
    for (int o = 0; o < bias.length; o++) {
      long most = Math.abs((long) bias[o]);
      for (byte weight : weights[o]) {
        most += (long) Math.abs(weight) * largest;
      }
      if (most >= MAX_SUM) {
        throw new IllegalArgumentException(
            name + ": sums of output " + o + " can reach " + most + ", beyond 2^24");
      }
    }
  }
}
