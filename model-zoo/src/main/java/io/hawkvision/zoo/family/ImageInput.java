package io.hawkvision.zoo.family;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a variant wants to see: one colour picture, each number {@code (value - mean) * scale}.
 *
 * @param name the network's input
 * @param crop share of the short side that the centre square keeps; 1 unless the fit is a crop
 * @param mean per channel, in the order of {@code format}
 * @param scale per channel, in the order of {@code format}
 */
public record ImageInput(
    String name,
    int width,
    int height,
    Fit fit,
    double crop,
    PixelFormat format,
    List<Float> mean,
    List<Float> scale) {
  private static final int CHANNELS = 3;
  static final int MAX_SIDE = 2048;

  public ImageInput {
    requireNonNull(name, "name");
    requireNonNull(fit, "fit");
    requireNonNull(format, "format");
    mean = List.copyOf(mean);
    scale = List.copyOf(scale);
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new IllegalArgumentException("input of " + width + " x " + height);
    }
    if (!(crop > 0 && crop <= 1)) {
      throw new IllegalArgumentException("crop outside 0..1: " + crop);
    }
    if (mean.size() != CHANNELS || scale.size() != CHANNELS) {
      throw new IllegalArgumentException("mean and scale need three values each");
    }
  }

  /** Of the default format. */
  public ImageInput(
      String name,
      int width,
      int height,
      Fit fit,
      double crop,
      List<Float> mean,
      List<Float> scale) {
    this(name, width, height, fit, crop, PixelFormat.DEFAULT, mean, scale);
  }

  /** How many numbers one picture takes. */
  public int floats() {
    return CHANNELS * width * height;
  }
}
