package io.hawkvision.dc.observe;

import java.util.Locale;

/** The stages of an escalation: the label of {@code dc_stage_duration_seconds}. */
public enum Stage {
  QUEUE,
  DECODE,
  INFER,
  /** Receipt to answer. */
  TOTAL;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
