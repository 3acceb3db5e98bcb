package io.hawkvision.loadgen.source;

import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;

/**
 * An encoded picture and its true label. Frames of one {@code group} are not independent (one
 * scene, or one photograph sent twice); the standard error takes that into account.
 */
public record LabelledFrame(String name, String label, long group, Buffer picture) {
  public LabelledFrame {
    requireNonNull(name, "name");
    requireNonNull(label, "label");
    requireNonNull(picture, "picture");
  }

  public int bytes() {
    return picture.length();
  }

  /** By the first bytes, not by the name; anything but PNG is declared a JPEG. */
  public String contentType() {
    boolean png = picture.length() > 1 && picture.getUnsignedByte(0) == 0x89;
    return png ? "image/png" : "image/jpeg";
  }
}
