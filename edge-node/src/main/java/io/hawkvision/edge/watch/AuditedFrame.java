package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

/** A frame that was audited and may be labelled. */
record AuditedFrame(
    String frameId,
    String family,
    String camera,
    double score,
    String edgeLabel,
    String bestLabel,
    long auditedAtMillis) {
  AuditedFrame {
    requireNonNull(frameId, "frameId");
    requireNonNull(family, "family");
    requireNonNull(camera, "camera");
    requireNonNull(edgeLabel, "edgeLabel");
    requireNonNull(bestLabel, "bestLabel");
  }

  static AuditedFrame of(String family, Audit audit, long auditedAtMillis) {
    return new AuditedFrame(
        audit.frameId(),
        family,
        audit.camera(),
        audit.score(),
        audit.edgeLabel(),
        audit.bestLabel(),
        auditedAtMillis);
  }

  LabelledAudit labelled(String label, long labelledAtMillis) {
    return new LabelledAudit(
        frameId, family, camera, score, edgeLabel, bestLabel, label, labelledAtMillis);
  }
}
