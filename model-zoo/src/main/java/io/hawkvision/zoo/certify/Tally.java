package io.hawkvision.zoo.certify;

import io.hawkvision.zoo.certify.BinnedOutcomes.Count;
import io.hawkvision.zoo.certify.PairedTest.Discordance;

/** What every policy of a grid comes to on one set of frames; each question is a few additions. */
@SuppressWarnings("ArrayRecordComponent") // package-private, built once, never compared
record Tally(int[] frames, int[][][] sums) {
  int total() {
    return frames[frames.length - 1];
  }

  int count(GridPolicy policy, Count count) {
    int[][] byPlace = sums[count.place()];
    int[] edge = byPlace[0];
    int[] middle = byPlace[policy.middle() + 1];
    int[] hard = byPlace[policy.hard() + 1];
    return edge[edge.length - 1]
        - edge[policy.upper()]
        + middle[policy.upper()]
        - middle[policy.lower()]
        + hard[policy.lower()];
  }

  int right(GridPolicy policy) {
    return count(policy, Count.RIGHT);
  }

  int agreeing(GridPolicy policy) {
    return count(policy, Count.AGREEING);
  }

  Discordance discordance(GridPolicy policy) {
    return new Discordance(
        count(policy, Count.BEST_ONLY), count(policy, Count.ROUTE_ONLY), total());
  }

  double share(int count) {
    return total() == 0 ? 0 : (double) count / total();
  }

  double escalated(GridPolicy policy) {
    return share(frames[policy.upper()]);
  }

  /** Local answers that differ from the best variant's. */
  int localDisagreements(GridPolicy policy) {
    int[] agreeing = sums[Count.AGREEING.place()][0];
    return local(policy) - agreeing[agreeing.length - 1] + agreeing[policy.upper()];
  }

  int local(GridPolicy policy) {
    return total() - frames[policy.upper()];
  }

  /**
   * What a frame costs on average.
   *
   * @param costs of each of the menu's routes
   */
  double cost(GridPolicy policy, double[] costs) {
    double middle = (double) frames[policy.upper()] - frames[policy.lower()];
    double sum = middle * costs[policy.middle()] + frames[policy.lower()] * costs[policy.hard()];
    return total() == 0 ? 0 : sum / total();
  }
}
