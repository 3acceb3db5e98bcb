package io.hawkvision.zoo.preprocess;

/** The largest picture that is let through to native code. */
public record ImageLimits(int maxBytes, int maxSide, int maxPixels) {
  /** 8 MiB, 8,192 on a side, 16 million pixels. */
  public static final ImageLimits DEFAULT = new ImageLimits(8 << 20, 8192, 16_000_000);

  public ImageLimits {
    if (maxBytes < 1 || maxSide < 1 || maxPixels < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
