package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

/** One line of the reviewable set of human labels. */
public record LabelledAudit(
    String frameId,
    String family,
    String camera,
    double score,
    String edgeLabel,
    String bestLabel,
    String humanLabel,
    long labelledAtMillis) {
  public LabelledAudit {
    requireNonNull(frameId, "frameId");
    requireNonNull(family, "family");
    requireNonNull(camera, "camera");
    requireNonNull(edgeLabel, "edgeLabel");
    requireNonNull(bestLabel, "bestLabel");
    requireNonNull(humanLabel, "humanLabel");
  }
}
