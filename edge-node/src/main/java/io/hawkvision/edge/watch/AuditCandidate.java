package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

/**
 * A frame that the edge answered itself.
 *
 * @param camera who posted it; frames of callers without a name share the empty one
 * @param threshold at or above which a score is answered locally; may be infinite
 */
public record AuditCandidate(String frameId, String camera, double score, double threshold) {
  public AuditCandidate {
    requireNonNull(frameId, "frameId");
    requireNonNull(camera, "camera");
    if (Double.isNaN(score) || Double.isNaN(threshold)) {
      throw new IllegalArgumentException(
          "frame " + frameId + ": score " + score + ", threshold " + threshold);
    }
  }
}
