package io.hawkvision.zoo.family;

import java.util.Locale;

/** Where a variant runs. */
public enum Tier {
  EDGE,
  DC;

  /** The word of the manifest: {@code edge}, {@code dc}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
