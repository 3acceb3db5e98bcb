package io.hawkvision.dc.observe;

import java.util.Locale;

/** How an escalation ended for this node: the label of {@code dc_frames_total}. */
public enum FrameOutcome {
  ANSWERED,
  OVERLOADED,
  EXPIRED,
  UNKNOWN_VERSION,
  BAD_PAYLOAD,
  INTERNAL,
  /** A second escalation with the id of one that is still in flight. */
  DUPLICATE,
  /** The edge took it back. */
  CANCELLED,
  /** The stream broke before the answer. */
  STREAM_CLOSED,
  /** The edge reads too slowly. */
  UNDELIVERED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
