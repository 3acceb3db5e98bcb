package io.hawkvision.loadgen.load;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * What a run of few frames proves about a percentile: with so many frames beyond a latency, the
 * true share beyond it is at most {@code 1 - percentile}, with the confidence. By the binomial
 * distribution, so for frames whose latencies are independent.
 */
public record EarlyStopping(double percentile, double confidence) {
  /** The confidence of the tables that are in use. */
  public static final double USUAL_CONFIDENCE = 0.99;

  public EarlyStopping {
    if (!(percentile > 0 && percentile < 1 && confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "percentile " + percentile + " and confidence " + confidence + " lie between 0 and 1");
    }
  }

  public static EarlyStopping of(double percentile) {
    return new EarlyStopping(percentile, USUAL_CONFIDENCE);
  }

  /** The fewest frames that prove the percentile with so many of them beyond. */
  public long fewestFrames(long beyond) {
    long most = beyond + 1;
    while (mostBeyond(most).orElse(-1) < beyond) {
      most *= 2;
    }
    long least = most / 2; // too few, or where the search began
    while (least + 1 < most) {
      long middle = (least + most) / 2;
      if (mostBeyond(middle).orElse(-1) < beyond) {
        least = middle;
      } else {
        most = middle;
      }
    }
    return most;
  }

  /** How many of so many frames may lie beyond; empty where so few prove nothing. */
  public OptionalLong mostBeyond(long frames) {
    double odds = Math.log(1 - percentile) - Math.log(percentile);
    double bound = Math.log(1 - confidence);
    double term = frames * Math.log(percentile);
    double sum = term;
    long beyond = -1;
    while (sum <= bound && beyond + 1 < frames) {
      beyond++;
      term += Math.log((double) (frames - beyond) / (beyond + 1)) + odds;
      double larger = Math.max(sum, term);
      sum = larger + Math.log1p(Math.exp(Math.min(sum, term) - larger));
    }
    return beyond < 0 ? OptionalLong.empty() : OptionalLong.of(beyond);
  }

  /**
   * The least latency that is proven to be the percentile's upper bound. Empty where there are too
   * few frames, or too many of them without an answer.
   */
  public OptionalLong upperBound(long[] answered, long unanswered) {
    OptionalLong mayExceed = mostBeyond(answered.length + unanswered);
    if (mayExceed.isEmpty() || mayExceed.getAsLong() < unanswered || answered.length == 0) {
      return OptionalLong.empty();
    }
    long[] sorted = answered.clone();
    Arrays.sort(sorted);
    long index = answered.length - 1 - (mayExceed.getAsLong() - unanswered);
    return OptionalLong.of(sorted[(int) Math.max(0, index)]);
  }
}
