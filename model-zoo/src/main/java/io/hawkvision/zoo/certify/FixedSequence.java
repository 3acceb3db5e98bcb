package io.hawkvision.zoo.certify;

import io.hawkvision.zoo.policy.Target;
import java.util.List;

/**
 * Fixed-sequence testing: policies in an order that was settled beforehand, each tested at the full
 * delta, until the first one fails (Angelopoulos and others, "Learn then test", arXiv 2110.01052).
 * With a probability of at least 1 - delta all that passed meet the target. Pure, any thread.
 */
final class FixedSequence {
  private FixedSequence() {}

  /**
   * How many policies from the start on are certified.
   *
   * @param free a policy that meets the target by construction, such as asking the best variant
   *     always; tested like the others where the target is absolute
   */
  static int certified(
      List<GridPolicy> sequence, Tally tally, Target target, double delta, GridPolicy free) {
    int passed = 0;
    for (GridPolicy policy : sequence) {
      boolean isFree = policy.equals(free) && !(target instanceof Target.Absolute);
      if (!isFree && pValue(policy, tally, target, delta) > delta) {
        break;
      }
      passed++;
    }
    return passed;
  }

  /** The p-value of "this policy misses the target". */
  static double pValue(GridPolicy policy, Tally tally, Target target, double delta) {
    double value = target.onGrid();
    int draws = tally.total();
    if (target instanceof Target.Relative) {
      return PairedTest.pValue(tally.discordance(policy), value, delta);
    }
    int hits = target instanceof Target.Agreement ? tally.agreeing(policy) : tally.right(policy);
    return ClopperPearson.pValue(draws - hits, draws, 1 - value);
  }
}
