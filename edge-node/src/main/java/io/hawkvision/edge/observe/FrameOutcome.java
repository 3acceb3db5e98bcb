package io.hawkvision.edge.observe;

import java.util.Locale;

/** How a posted frame ended; every one of them is counted exactly once. */
public enum FrameOutcome {
  /** Answered by the edge, within its policy. */
  EDGE,
  /** Answered by the datacenter. */
  DC,
  /** Answered by the edge in place of the datacenter. */
  DEGRADED,
  /** The request or its bytes were not acceptable (4xx). */
  REJECTED,
  /** Refused because something was full or still loading. */
  OVERLOADED,
  /** The deadline passed before there was any answer. */
  EXPIRED,
  /** The node's own failure. */
  FAILED;

  private final String label = name().toLowerCase(Locale.ROOT);

  String label() {
    return label;
  }
}
