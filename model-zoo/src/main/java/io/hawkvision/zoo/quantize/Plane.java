package io.hawkvision.zoo.quantize;

/** Sizes of a tensor [channels, height, width] of one frame. */
public record Plane(int channels, int height, int width) {
  private static final int MAX_SIDE = 4096;

  public Plane {
    if (channels < 1 || channels > ConvShape.MAX_CHANNELS) {
      throw new IllegalArgumentException("channels " + channels);
    }
    if (height < 1 || width < 1 || height > MAX_SIDE || width > MAX_SIDE) {
      throw new IllegalArgumentException("picture of " + width + " x " + height);
    }
  }

  int positions() {
    return height * width;
  }

  /** Elements of the tensor. */
  public int size() {
    return channels * height * width;
  }

  Plane after(ConvShape conv) {
    return new Plane(conv.outputs(), conv.side(height), conv.side(width));
  }

  /** After pooling 2x2 with stride 2; a last odd row or column is dropped. */
  Plane halved() {
    return new Plane(channels, height / 2, width / 2);
  }
}
