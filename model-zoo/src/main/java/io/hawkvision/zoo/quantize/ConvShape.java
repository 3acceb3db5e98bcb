package io.hawkvision.zoo.quantize;

/** Sizes of a square convolution with equal padding on all sides: kernel 1 or 3, stride 1 or 2. */
public record ConvShape(int inputs, int outputs, int kernel, int stride, int pad) {
  static final int MAX_CHANNELS = 4096;

  public ConvShape {
    if (inputs < 1 || outputs < 1 || inputs > MAX_CHANNELS || outputs > MAX_CHANNELS) {
      throw new IllegalArgumentException("channels " + inputs + " to " + outputs);
    }
    if ((kernel != 1 && kernel != 3) || (stride != 1 && stride != 2) || pad != kernel / 2) {
      throw new IllegalArgumentException(
          "kernel " + kernel + ", stride " + stride + ", padding " + pad);
    }
  }

  /** Weights of one output channel. */
  int weightsPerOutput() {
    return inputs * kernel * kernel;
  }

  /** Side of the output for a side of the input. */
  int side(int in) {
    return (in + 2 * pad - kernel) / stride + 1;
  }
}
