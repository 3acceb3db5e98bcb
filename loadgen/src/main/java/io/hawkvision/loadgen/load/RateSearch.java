package io.hawkvision.loadgen.load;

import java.util.OptionalDouble;

/**
 * Finds the highest rate that passes, trial by trial: doubles until one fails, or halves until one
 * passes, then halves the gap until it is small. Gives up at a 64th of the first rate, or when the
 * trials are used up. One thread only.
 */
final class RateSearch {
  private static final double SMALL_GAP = 1.05;
  private static final int MOST_TRIALS = 16;

  private static final double LOWEST_PART = 1.0 / 64;

  private final double lowestRate;
  private final double highestRate;
  private double rate;
  private double passed;
  private double failed = Double.POSITIVE_INFINITY;
  private int trials;

  RateSearch(double firstRate, double highestRate) {
    this.rate = firstRate;
    this.lowestRate = firstRate * LOWEST_PART;
    this.highestRate = highestRate;
  }

  /** The rate to try; empty when the search is over. */
  OptionalDouble next() {
    boolean found = passed > 0 && failed / passed <= SMALL_GAP;
    boolean over = found || trials == MOST_TRIALS || passed >= highestRate || rate < lowestRate;
    return over ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }

  /** How the trial of {@link #next} ended. */
  void judge(boolean pass) {
    trials++;
    if (pass) {
      passed = rate;
    } else {
      failed = rate;
    }
    if (Double.isInfinite(failed)) {
      rate = Math.min(highestRate, rate * 2);
    } else {
      rate = passed > 0 ? Math.sqrt(passed * failed) : rate / 2;
    }
  }

  /** The highest that passed; empty if none did. */
  OptionalDouble best() {
    return passed > 0 ? OptionalDouble.of(passed) : OptionalDouble.empty();
  }
}
