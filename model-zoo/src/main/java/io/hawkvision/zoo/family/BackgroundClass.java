package io.hawkvision.zoo.family;

import java.util.Locale;

/** Where a network's output has a class that no label stands for; engines drop it. */
public enum BackgroundClass {
  NONE,
  FIRST,
  LAST;

  /** The word of the manifest: {@code none}, {@code first}, {@code last}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many classes the output has when the family has so many labels. */
  public int outputs(int labels) {
    return this == NONE ? labels : labels + 1;
  }
}
