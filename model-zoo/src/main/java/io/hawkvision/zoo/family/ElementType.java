package io.hawkvision.zoo.family;

import java.util.Locale;

/** Numbers of a network's input. Its output may be either; that is read off the file. */
public enum ElementType {
  FLOAT,
  FLOAT16;

  /** The word of the manifest: {@code float}, {@code float16}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
