package io.hawkvision.zoo.certify;

import io.hawkvision.zoo.policy.OutcomeTable;
import java.util.Arrays;

/**
 * The thresholds that policies may have: 0, then quantiles of the design frames' scores. Bin b
 * holds the scores from threshold b up to the next. Immutable, any thread.
 */
final class ScoreGrid {
  private final double[] thresholds;

  private ScoreGrid(double[] thresholds) {
    this.thresholds = thresholds;
  }

  /**
   * A grid whose bins, at most so many, hold about as many design frames each; even where there are
   * no design frames, for the frames that are tested may not shape what is tested.
   */
  static ScoreGrid of(OutcomeTable design, int bins) {
    if (design.frames() == 0) {
      double[] even = new double[bins];
      Arrays.setAll(even, bin -> (double) bin / bins);
      return new ScoreGrid(even);
    }
    double[] scores = new double[design.frames()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = design.margin(i);
    }
    Arrays.sort(scores);
    double[] thresholds = new double[bins];
    for (int bin = 1; bin < bins; bin++) {
      thresholds[bin] = scores[(int) ((long) scores.length * bin / bins)];
    }
    return new ScoreGrid(Arrays.stream(thresholds).distinct().toArray());
  }

  int bins() {
    return thresholds.length;
  }

  int bin(double score) {
    int found = Arrays.binarySearch(thresholds, score);
    return found >= 0 ? found : -found - 2;
  }

  /** Where bin {@code b} begins; positive infinity behind the last one. */
  double threshold(int b) {
    return b == thresholds.length ? Double.POSITIVE_INFINITY : thresholds[b];
  }
}
