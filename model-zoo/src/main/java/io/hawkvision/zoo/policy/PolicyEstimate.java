package io.hawkvision.zoo.policy;

import static java.util.Objects.requireNonNull;

/**
 * A policy and what the outcome table's frames say of it; about other frames it promises nothing.
 *
 * @param accuracy share of the frames that meet what the target speaks of: right answers, or for an
 *     agreement target answers equal to the best variant's
 * @param escalatedShare share of the frames that it escalates
 */
public record PolicyEstimate(Policy policy, double accuracy, double escalatedShare) {
  public PolicyEstimate {
    requireNonNull(policy, "policy");
  }
}
