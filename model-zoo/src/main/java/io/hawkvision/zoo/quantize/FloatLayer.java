package io.hawkvision.zoo.quantize;

import static java.util.Objects.requireNonNull;

/** A layer of a float network. The arrays belong to the layer and are never written. */
@SuppressWarnings("ArrayRecordComponent") // weights are never compared
sealed interface FloatLayer {
  /**
   * A convolution followed by ReLU.
   *
   * @param weights [outputs][inputs * kernel * kernel]
   */
  record Conv(String name, ConvShape shape, float[][] weights, float[] bias) implements FloatLayer {
    public Conv {
      requireNonNull(name, "name");
      requireNonNull(shape, "shape");
    }
  }

  /** Largest of each 2x2 square, stride 2. */
  record MaxPool() implements FloatLayer {}

  /** Mean of each channel. */
  record Mean() implements FloatLayer {}

  /**
   * Fully connected, without ReLU: the logits.
   *
   * @param weights [outputs][inputs]
   */
  record Dense(String name, float[][] weights, float[] bias) implements FloatLayer {
    public Dense {
      requireNonNull(name, "name");
    }
  }
}
