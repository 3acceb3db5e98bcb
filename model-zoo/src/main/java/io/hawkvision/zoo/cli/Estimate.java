package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.policy.OutcomeTable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A share of right answers with its standard error. Frames of one segment resemble each other, so
 * the error is the one of segments as clusters; with one frame per segment it is the binomial one.
 */
record Estimate(double accuracy, double standardError, int frames) {
  /** The estimate for one column of a table, all of whose frames are of one part. */
  static Estimate of(OutcomeTable table, int column) {
    int frames = table.frames();
    double accuracy = table.accuracy(column);
    Map<Integer, Double> bySegment = new HashMap<>();
    for (int i = 0; i < frames; i++) {
      double deviation = (table.correct(column, i) ? 1 : 0) - accuracy;
      bySegment.merge(table.segment(i), deviation, Double::sum);
    }
    double squares = bySegment.values().stream().mapToDouble(d -> d * d).sum();
    return new Estimate(accuracy, frames == 0 ? 0 : Math.sqrt(squares) / frames, frames);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f %% +- %.2f", 100 * accuracy, 100 * standardError);
  }
}
