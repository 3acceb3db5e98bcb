package io.hawkvision.zoo.preprocess;

import io.hawkvision.zoo.family.Fit;
import io.hawkvision.zoo.family.ImageInput;
import java.util.Collections;
import java.util.List;

/**
 * Shrinks a picture to what a network will look at and encodes it again: fewer bytes for a link.
 * The network's own preprocessing of the smaller picture then resamples hardly or not at all.
 * Worker threads, several at a time.
 */
public final class InputJpeg {
  private static final List<Float> ZERO = Collections.nCopies(3, 0f);
  private static final List<Float> ONE = Collections.nCopies(3, 1f);
  private static final int MAX_SIDE = 2048;

  private InputJpeg() {}

  /**
   * The picture at network-input size as a JPEG, or the picture itself where that is no smaller, in
   * pixels or in bytes.
   *
   * @param input of the network that will see it; a crop keeps what the network crops away
   * @param quality 1 to 100
   */
  public static EncodedImage shrink(
      EncodedImage image, ImageInput input, int quality, ImageLimits limits)
      throws UnreadableImageException {
    int width = input.width();
    int height = input.height();
    if (input.fit() == Fit.CROP) {
      double shortSide = Math.max(width, height) / input.crop();
      double scale = shortSide / Math.min(image.width(), image.height());
      width = (int) Math.ceil(image.width() * scale);
      height = (int) Math.ceil(image.height() * scale);
    }
    if ((long) width * height >= (long) image.width() * image.height()
        || Math.max(width, height) > MAX_SIDE) {
      return image;
    }
    ImageInput whole = new ImageInput("jpeg", width, height, Fit.STRETCH, 1, ZERO, ONE);
    byte[] rgb = new Preprocessor(whole, limits).rgb(image);
    byte[] jpeg = JpegEncoder.encode(rgb, width, height, quality);
    return jpeg.length < image.bytes().length ? EncodedImage.probe(jpeg, limits) : image;
  }
}
