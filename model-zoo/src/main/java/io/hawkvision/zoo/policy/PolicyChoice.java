package io.hawkvision.zoo.policy;

import static java.util.Objects.requireNonNull;

/** What a target leads to: a policy, or the honest statement that none reaches it. */
public sealed interface PolicyChoice permits PolicyChoice.Feasible, PolicyChoice.Unattainable {
  /** The cheapest policy whose estimate meets the target. */
  record Feasible(PolicyEstimate policy) implements PolicyChoice {
    public Feasible {
      requireNonNull(policy, "policy");
    }
  }

  /**
   * No policy meets the target.
   *
   * @param bestEstimate the highest estimate any policy has
   * @param mostAccurate the cheapest policy with that estimate
   */
  record Unattainable(double bestEstimate, PolicyEstimate mostAccurate) implements PolicyChoice {
    public Unattainable {
      requireNonNull(mostAccurate, "mostAccurate");
    }
  }
}
