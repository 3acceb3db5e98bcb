package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

/** One line of the reviewable set of human labels. */
public record LabelledAudit(AuditedFrame frame, String humanLabel, long labelledAtMillis) {
  public LabelledAudit {
    requireNonNull(frame, "frame");
    requireNonNull(humanLabel, "humanLabel");
  }

  String frameId() {
    return frame.frameId();
  }

  String family() {
    return frame.family();
  }
}
