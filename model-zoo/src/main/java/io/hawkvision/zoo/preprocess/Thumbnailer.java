package io.hawkvision.zoo.preprocess;

import io.hawkvision.zoo.family.Fit;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.policy.PreGateFeatures;
import java.util.List;

/**
 * Makes the luminance thumbnail that pre-gate features are computed from. The JPEG decoder shrinks
 * the picture where it may, so this costs a fraction of a full decode. Worker threads, several at a
 * time.
 */
public final class Thumbnailer {
  private static final List<Float> ZERO = List.of(0f, 0f, 0f);
  private static final List<Float> ONE = List.of(1f, 1f, 1f);

  /** ITU-R BT.601 luma in 65,536ths. */
  private static final int RED = 19595;

  private static final int GREEN = 38470;
  private static final int BLUE = 7471;
  private static final int HALF = 1 << 15;

  private final Preprocessor preprocessor;

  public Thumbnailer(ImageLimits limits) {
    int side = PreGateFeatures.SIDE;
    ImageInput input = new ImageInput("thumbnail", side, side, Fit.STRETCH, 1, ZERO, ONE);
    this.preprocessor = new Preprocessor(input, limits);
  }

  /** Equal hashes give equal thumbnails. */
  public String hash() {
    return preprocessor.hash();
  }

  /** Rows of one byte a pixel, {@link PreGateFeatures#SIDE} pixels wide and high. */
  public byte[] luminance(EncodedImage image) throws UnreadableImageException {
    byte[] rgb = preprocessor.rgb(image);
    byte[] luminance = new byte[rgb.length / 3];
    for (int i = 0; i < luminance.length; i++) {
      int red = rgb[3 * i] & 0xFF;
      int green = rgb[3 * i + 1] & 0xFF;
      int blue = rgb[3 * i + 2] & 0xFF;
      luminance[i] = (byte) ((RED * red + GREEN * green + BLUE * blue + HALF) >> 16);
    }
    return luminance;
  }
}
