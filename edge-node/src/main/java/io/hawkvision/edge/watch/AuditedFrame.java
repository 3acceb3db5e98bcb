package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.policy.EdgeScores;

/**
 * A frame whose best answer is known, so that a human label of it can become evidence.
 *
 * @param scores of the edge network
 * @param edgeLabel what the edge network says, whoever answered
 * @param bestLabel what the best variant says
 * @param uniform whether the frame belongs to the uniform sample of its target's traffic
 */
public record AuditedFrame(
    String frameId,
    String family,
    String manifestHash,
    String camera,
    EdgeScores scores,
    String edgeLabel,
    String bestLabel,
    boolean uniform,
    long auditedAtMillis) {
  public AuditedFrame {
    requireNonNull(frameId, "frameId");
    requireNonNull(family, "family");
    requireNonNull(manifestHash, "manifestHash");
    requireNonNull(camera, "camera");
    requireNonNull(scores, "scores");
    requireNonNull(edgeLabel, "edgeLabel");
    requireNonNull(bestLabel, "bestLabel");
  }

  static AuditedFrame of(WatchKey key, Audit audit, long auditedAtMillis) {
    return new AuditedFrame(
        audit.frameId(),
        key.family(),
        key.manifestHash(),
        audit.camera(),
        audit.scores(),
        audit.edgeLabel(),
        audit.bestLabel(),
        audit.draw().uniform(),
        auditedAtMillis);
  }
}
