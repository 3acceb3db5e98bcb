package io.hawkvision.zoo.family;

import java.util.Locale;

/** How a picture of any shape becomes the network's rectangle. */
public enum Fit {
  /** The centre square of {@code crop} times the short side. */
  CROP,
  /** The whole picture, both sides scaled on their own. */
  STRETCH;

  /** The word of the manifest: {@code crop}, {@code stretch}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
