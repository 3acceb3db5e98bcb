package io.hawkvision.edge.watch;

/** What became of a human label. */
public enum LabelOutcome {
  ACCEPTED,
  /** Never audited, or longer ago than the retention. */
  UNKNOWN_ID,
  ALREADY_LABELLED,
  /** Not one of the family's labels. */
  UNKNOWN_LABEL
}
