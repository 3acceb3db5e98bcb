package io.hawkvision.edge.frame;

import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageFormat;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.UnreadableImageException;

/** Checks of the picture that need no native code, and what a refusal of one is called. */
public final class Pictures {
  private Pictures() {}

  /** Walks the header in pure Java; safe on an event loop. */
  public static EncodedImage probe(byte[] bytes, ImageFormat declared, ImageLimits limits) {
    EncodedImage image;
    try {
      image = EncodedImage.probe(bytes, limits);
    } catch (UnreadableImageException unreadable) {
      throw refusal(unreadable);
    }
    if (image.format() != declared) {
      throw new ServingException.UnsupportedMedia(
          "Content-Type says " + declared + ", the body is " + image.format() + ".");
    }
    return image;
  }

  public static ServingException refusal(UnreadableImageException unreadable) {
    return switch (unreadable.reason()) {
      case EMPTY -> new ServingException.MalformedFrame("The body is empty.");
      case MALFORMED ->
          new ServingException.MalformedFrame("The picture is damaged: it cannot be decoded.");
      case UNSUPPORTED ->
          new ServingException.UnsupportedMedia("The body is neither a JPEG nor a PNG picture.");
      case TOO_LARGE ->
          new ServingException.FrameTooLarge("The picture has more pixels than the node takes.");
    };
  }
}
