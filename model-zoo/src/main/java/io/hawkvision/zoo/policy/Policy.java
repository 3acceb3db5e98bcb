package io.hawkvision.zoo.policy;

import static java.util.Objects.requireNonNull;

/**
 * One rule: the edge answers when its score reaches the threshold, else the frame is escalated.
 *
 * @param threshold lowest edge score that is answered locally; 0 never escalates, positive infinity
 *     escalates every frame
 * @param variant where escalated frames go
 * @param level how an escalated frame travels
 * @param estimatedAccuracy share of the outcome table that meets what the target speaks of: right
 *     answers, or for an agreement target answers equal to the best variant's
 * @param escalatedShare share of the outcome table that this rule escalates
 */
public record Policy(
    double threshold,
    String variant,
    String level,
    double estimatedAccuracy,
    double escalatedShare) {
  /** The level of a frame that travels as the camera posted it. */
  public static final String LEVEL_ORIGINAL = "jpeg-original";

  public Policy {
    requireNonNull(variant, "variant");
    requireNonNull(level, "level");
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("threshold is not a number");
    }
  }

  /** Whether the edge may answer a frame of this score itself. */
  public boolean answersLocally(double score) {
    return score >= threshold;
  }
}
