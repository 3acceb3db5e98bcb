package io.hawkvision.loadgen.infaas;

import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.UnreadableImageException;

/** Checks of a picture that need no native code, and what a refusal of one is called. */
final class Pictures {
  /** As at the edge: 8 MiB. */
  static final ImageLimits LIMITS = ImageLimits.DEFAULT;

  private Pictures() {}

  /** Walks the header in pure Java; safe on an event loop. */
  static EncodedImage probe(byte[] bytes) {
    try {
      return EncodedImage.probe(bytes, LIMITS);
    } catch (UnreadableImageException unreadable) {
      throw refusal(unreadable);
    }
  }

  static Refusal refusal(UnreadableImageException unreadable) {
    Refusal.Kind kind =
        switch (unreadable.reason()) {
          case EMPTY, MALFORMED -> Refusal.Kind.MALFORMED_FRAME;
          case UNSUPPORTED -> Refusal.Kind.UNSUPPORTED_MEDIA;
          case TOO_LARGE -> Refusal.Kind.FRAME_TOO_LARGE;
        };
    return new Refusal(kind, String.valueOf(unreadable.getMessage()));
  }
}
