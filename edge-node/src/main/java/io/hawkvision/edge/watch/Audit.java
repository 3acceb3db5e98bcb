package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

/**
 * A finished audit: what the edge answered and what the best variant says.
 *
 * @param detect whether it was drawn as {@link Draw#AUDIT_AND_DETECT}
 */
public record Audit(
    String frameId,
    String camera,
    double score,
    String edgeLabel,
    String bestLabel,
    boolean detect) {
  public Audit {
    requireNonNull(frameId, "frameId");
    requireNonNull(camera, "camera");
    requireNonNull(edgeLabel, "edgeLabel");
    requireNonNull(bestLabel, "bestLabel");
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException("frame " + frameId + ": score " + score);
    }
  }

  boolean disagrees() {
    return !edgeLabel.equals(bestLabel);
  }
}
