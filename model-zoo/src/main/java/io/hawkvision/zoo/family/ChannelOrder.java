package io.hawkvision.zoo.family;

import java.util.Locale;

/** Which colour comes first in a network's input. */
public enum ChannelOrder {
  RGB,
  BGR;

  /** The word of the manifest: {@code rgb}, {@code bgr}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
