package io.hawkvision.edge.observe;

import java.util.Locale;

/** What came of an escalation, or of the wish for one. */
public enum EscalationResult {
  ANSWERED,
  /** No answer within the budget. */
  DEADLINE,
  /** No usable link when the verdict fell, or lost before the answer. */
  LINK_DOWN,
  /** The node's own window of unanswered escalations was full. */
  WINDOW_FULL,
  OVERLOADED,
  EXPIRED,
  UNKNOWN_VERSION,
  BAD_PAYLOAD,
  INTERNAL,
  /** An answer that does not fit what was asked. */
  INVALID,
  /** An answer after its deadline; counted, not used. */
  LATE,
  /** A second answer, or one that nobody asked for; counted, not used. */
  UNEXPECTED;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  String label() {
    return label;
  }
}
