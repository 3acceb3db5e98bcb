package io.hawkvision.zoo.preprocess;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.preprocess.UnreadableImageException.Reason;

/**
 * A JPEG or PNG as it came, with what its header says. The bytes are wrapped, not copied: nobody
 * writes to them from here on. Equality is identity.
 */
@SuppressWarnings("ArrayRecordComponent") // frame bytes are wrapped once and never copied
public record EncodedImage(byte[] bytes, ImageFormat format, int width, int height) {
  public EncodedImage {
    requireNonNull(bytes, "bytes");
    requireNonNull(format, "format");
  }

  /**
   * Looks at the format's structure without decoding: size within the limits, a known kind, not cut
   * off. Pure Java and linear in the number of bytes, so safe on an event loop and against any
   * bytes.
   */
  public static EncodedImage probe(byte[] bytes, ImageLimits limits)
      throws UnreadableImageException {
    if (bytes.length == 0) {
      throw new UnreadableImageException(Reason.EMPTY, "no bytes");
    }
    if (bytes.length > limits.maxBytes()) {
      throw new UnreadableImageException(
          Reason.TOO_LARGE, bytes.length + " bytes, the limit is " + limits.maxBytes());
    }
    if (JpegHeader.begins(bytes)) {
      JpegHeader header = JpegHeader.read(bytes);
      return within(
          limits, new EncodedImage(bytes, ImageFormat.JPEG, header.width(), header.height()));
    }
    if (PngHeader.begins(bytes)) {
      PngHeader header = PngHeader.read(bytes);
      return within(
          limits, new EncodedImage(bytes, ImageFormat.PNG, header.width(), header.height()));
    }
    throw new UnreadableImageException(Reason.UNSUPPORTED, "neither JPEG nor PNG");
  }

  private static EncodedImage within(ImageLimits limits, EncodedImage image)
      throws UnreadableImageException {
    if (image.width > limits.maxSide() || image.height > limits.maxSide()) {
      throw new UnreadableImageException(
          Reason.TOO_LARGE,
          image.width + " x " + image.height + ", the limit is " + limits.maxSide() + " a side");
    }
    if ((long) image.width * image.height > limits.maxPixels()) {
      throw new UnreadableImageException(
          Reason.TOO_LARGE,
          image.width + " x " + image.height + ", the limit is " + limits.maxPixels() + " pixels");
    }
    return image;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return format + " " + width + " x " + height + ", " + bytes.length + " bytes";
  }
}
