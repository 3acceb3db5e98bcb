package io.hawkvision.zoo.family;

import java.util.Locale;

/** How a picture lies in a network's input: colour planes, or pixels of three values. */
public enum TensorLayout {
  NCHW,
  NHWC;

  /** The word of the manifest: {@code nchw}, {@code nhwc}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
