package io.hawkvision.zoo.policy;

import java.util.Locale;

/** What a frame of an outcome table may be used for; the two are never mixed. */
public enum Part {
  /** Orders and shapes policies before anything is promised. */
  DESIGN,
  /** Tests them: choices and promises rest on these frames alone. */
  CALIBRATION;

  /** The word of split files and commands: {@code design}, {@code calibration}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
