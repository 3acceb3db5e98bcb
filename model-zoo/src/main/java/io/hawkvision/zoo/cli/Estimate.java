package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.MeasuredAccuracy;
import io.hawkvision.zoo.policy.OutcomeTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A share of right answers with its standard error. Frames of one segment resemble each other, so
 * the error is the one of segments as clusters; with one frame per segment it is the binomial one.
 */
record Estimate(double accuracy, double standardError, int frames) {
  private static final double GRID = 1e5;
  private static final double Z = 1.959963984540054;

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

  /**
   * The estimate for one column with the share of each label, as manifests keep it: to a hundredth
   * of a thousandth. Not a number stands for a label without frames.
   */
  static MeasuredAccuracy measured(OutcomeTable table, int column, int labels) {
    int[] right = new int[labels];
    int[] frames = new int[labels];
    for (int i = 0; i < table.frames(); i++) {
      frames[table.label(i)]++;
      right[table.label(i)] += table.correct(column, i) ? 1 : 0;
    }
    List<Double> classes = new ArrayList<>();
    for (int label = 0; label < labels; label++) {
      classes.add(frames[label] == 0 ? Double.NaN : rounded((double) right[label] / frames[label]));
    }
    Estimate all = of(table, column);
    return new MeasuredAccuracy(
        all.frames, rounded(all.accuracy), rounded(all.standardError), classes);
  }

  private static double rounded(double share) {
    return Math.round(share * GRID) / GRID;
  }

  /** From lower to upper end. */
  record Interval(double low, double high) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.1f..%.1f %%", 100 * low, 100 * high);
    }
  }

  /**
   * Wilson's interval that holds the true share with 95 % confidence. Frames that resemble each
   * other count as the smaller number of independent frames that has the same standard error.
   */
  Interval interval() {
    double independent = frames;
    double variance = accuracy * (1 - accuracy);
    if (standardError > 0 && variance > 0) {
      independent = Math.min(frames, variance / (standardError * standardError));
    }
    if (independent <= 0) {
      return new Interval(0, 1);
    }
    double share = Z * Z / independent;
    double middle = (accuracy + share / 2) / (1 + share);
    double half = Z * Math.sqrt(variance / independent + share / (4 * independent)) / (1 + share);
    return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f %% +- %.2f", 100 * accuracy, 100 * standardError);
  }
}
