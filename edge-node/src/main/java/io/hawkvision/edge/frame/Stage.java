package io.hawkvision.edge.frame;

import java.util.Locale;

/** The stages of a frame's way; the names are those of {@code timing_ms} and of the meters. */
public enum Stage {
  RECEIVE,
  QUEUE,
  DECODE,
  INFER,
  ESCALATE,
  TOTAL;

  private final String label = name().toLowerCase(Locale.ROOT);

  public String label() {
    return label;
  }
}
