package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.policy.EdgeScores;

/**
 * A finished audit: what the edge answered and what the best variant says.
 *
 * @param draw why the frame was drawn
 */
public record Audit(
    String frameId,
    String camera,
    EdgeScores scores,
    String edgeLabel,
    String bestLabel,
    Draw draw) {
  public Audit {
    requireNonNull(frameId, "frameId");
    requireNonNull(camera, "camera");
    requireNonNull(scores, "scores");
    requireNonNull(edgeLabel, "edgeLabel");
    requireNonNull(bestLabel, "bestLabel");
    if (draw == Draw.NONE) {
      throw new IllegalArgumentException("frame " + frameId + " was not drawn");
    }
  }

  boolean detect() {
    return draw.detect();
  }

  boolean disagrees() {
    return !edgeLabel.equals(bestLabel);
  }
}
