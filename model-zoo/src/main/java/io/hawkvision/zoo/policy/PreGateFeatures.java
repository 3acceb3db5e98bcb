package io.hawkvision.zoo.policy;

/**
 * What can be told about a frame before any network sees it, from its luminance thumbnail of {@link
 * #SIDE} x {@link #SIDE}. Luminance runs from 0 to 255.
 *
 * @param luminance the mean
 * @param contrast the standard deviation of luminance
 * @param sharpness the mean absolute Laplacian (four neighbours) over the inner pixels
 * @param change the mean absolute difference to the frame before, NaN where there is none
 */
public record PreGateFeatures(double luminance, double contrast, double sharpness, double change) {
  /** Side of the thumbnail in pixels. */
  public static final int SIDE = 32;

  /** Of a frame whose picture is gone: nothing is a number. */
  public static final PreGateFeatures UNKNOWN =
      new PreGateFeatures(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  public PreGateFeatures {
    boolean isUnknown =
        Double.isNaN(luminance)
            && Double.isNaN(contrast)
            && Double.isNaN(sharpness)
            && Double.isNaN(change);
    if (!isUnknown) {
      requireMeasured(luminance, contrast, sharpness);
    }
    if (!(Double.isNaN(change) || change >= 0)) {
      throw new IllegalArgumentException("change below 0");
    }
  }

  private static void requireMeasured(double luminance, double contrast, double sharpness) {
    require("luminance", luminance);
    require("contrast", contrast);
    require("sharpness", sharpness);
  }

  /** False for {@link #UNKNOWN}. */
  public boolean isKnown() {
    return !Double.isNaN(luminance);
  }

  private static void require(String name, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + " must be 0 or more: " + value);
    }
  }

  /** The features of a frame that follows none. */
  public static PreGateFeatures ofFirst(byte[] thumbnail) {
    return of(thumbnail, Double.NaN);
  }

  /** The features of a frame whose predecessor had the other thumbnail. */
  public static PreGateFeatures ofNext(byte[] thumbnail, byte[] before) {
    requireSize(before);
    requireSize(thumbnail);
    long sum = 0;
    for (int i = 0; i < thumbnail.length; i++) {
      sum += Math.abs((thumbnail[i] & 0xFF) - (before[i] & 0xFF));
    }
    return of(thumbnail, (double) sum / thumbnail.length);
  }

  private static PreGateFeatures of(byte[] thumbnail, double change) {
    requireSize(thumbnail);
    long sum = 0;
    long squares = 0;
    for (byte pixel : thumbnail) {
      int value = pixel & 0xFF;
      sum += value;
      squares += (long) value * value;
    }
    double mean = (double) sum / thumbnail.length;
    double variance = Math.max(0, (double) squares / thumbnail.length - mean * mean);
    return new PreGateFeatures(mean, Math.sqrt(variance), sharpness(thumbnail), change);
  }

  private static double sharpness(byte[] thumbnail) {
    long sum = 0;
    for (int y = 1; y < SIDE - 1; y++) {
      for (int x = 1; x < SIDE - 1; x++) {
        int at = y * SIDE + x;
        int around =
            (thumbnail[at - 1] & 0xFF)
                + (thumbnail[at + 1] & 0xFF)
                + (thumbnail[at - SIDE] & 0xFF)
                + (thumbnail[at + SIDE] & 0xFF);
        sum += Math.abs(4 * (thumbnail[at] & 0xFF) - around);
      }
    }
    return (double) sum / ((SIDE - 2) * (SIDE - 2));
  }

  private static void requireSize(byte[] thumbnail) {
    if (thumbnail.length != SIDE * SIDE) {
      throw new IllegalArgumentException("a thumbnail of " + thumbnail.length + " pixels");
    }
  }
}
