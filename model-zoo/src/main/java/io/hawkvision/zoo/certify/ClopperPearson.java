package io.hawkvision.zoo.certify;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Exact statements about a probability from independent yes-or-no draws (Clopper and Pearson,
 * Biometrika 26, 1934). Pure, any thread.
 */
public final class ClopperPearson {
  private ClopperPearson() {}

  /**
   * How likely so few errors are if the true error probability were {@code risk} or more: the
   * p-value of the exact test of "risk or more".
   *
   * @param errors 0 to {@code draws}
   * @param risk 0 to 1
   */
  public static double pValue(int errors, int draws, double risk) {
    requireCounts(errors, draws);
    if (draws == 0 || risk <= 0) {
      return 1;
    }
    return BinomialDistribution.of(draws, Math.min(1, risk)).cumulativeProbability(errors);
  }

  /** The true error probability lies above this with a probability of at most {@code delta}. */
  public static double upper(int errors, int draws, double delta) {
    requireCounts(errors, draws);
    requireShare(delta);
    return errors == draws
        ? 1
        : BetaDistribution.of(errors + 1.0, (double) draws - errors)
            .inverseSurvivalProbability(delta);
  }

  /** The true probability of a hit lies below this with a probability of at most {@code delta}. */
  public static double lower(int hits, int draws, double delta) {
    return 1 - upper(draws - hits, draws, delta);
  }

  private static void requireCounts(int some, int draws) {
    if (some < 0 || some > draws) {
      throw new IllegalArgumentException(some + " of " + draws + " draws");
    }
  }

  private static void requireShare(double delta) {
    if (!(delta > 0 && delta < 1)) {
      throw new IllegalArgumentException("delta outside 0..1: " + delta);
    }
  }
}
