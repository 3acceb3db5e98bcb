package io.hawkvision.edge.decide;

import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Target;

/**
 * How good the edge's answer is where the policy would not have taken it: the estimate that a
 * degraded answer carries. Pure; walks the outcome table once.
 */
public final class BandAccuracy {
  /** The edge variant's column. */
  private static final int EDGE = 0;

  private BandAccuracy() {}

  /**
   * The share of the table's frames below the policy's threshold on which the edge variant gave
   * what the target speaks of (right answers, or the best variant's); the share of all frames where
   * the band is empty.
   */
  public static double estimate(OutcomeTable table, Policy policy, Target target) {
    boolean agreement = target instanceof Target.Agreement;
    int inBand = 0;
    int goodInBand = 0;
    int good = 0;
    for (int i = 0; i < table.frames(); i++) {
      boolean isGood = agreement ? table.agrees(EDGE, i) : table.correct(EDGE, i);
      good += isGood ? 1 : 0;
      if (!policy.answersLocally(table.margin(i))) {
        inBand++;
        goodInBand += isGood ? 1 : 0;
      }
    }
    return inBand > 0 ? (double) goodInBand / inBand : (double) good / table.frames();
  }
}
