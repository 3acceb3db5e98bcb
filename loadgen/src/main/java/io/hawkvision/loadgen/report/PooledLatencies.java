package io.hawkvision.loadgen.report;

import java.util.Arrays;
import java.util.List;

/**
 * Exact percentiles over the frames of several cells, each counted so many times: the smallest
 * latency within which that share of all frames was answered. Pure.
 */
final class PooledLatencies {
  private final List<CellLatencies> cells;

  PooledLatencies(List<CellLatencies> cells) {
    this.cells = List.copyOf(cells);
  }

  int cells() {
    return cells.size();
  }

  long frames() {
    return cells.stream().mapToLong(CellLatencies::frames).sum();
  }

  long answered() {
    return cells.stream().mapToLong(CellLatencies::answered).sum();
  }

  long highestMicros() {
    return cells.stream().mapToLong(CellLatencies::highestMicros).max().orElse(0);
  }

  /** In milliseconds; infinite where it falls among frames without an answer. */
  double quantileMillis(double quantile) {
    int[] once = new int[cells.size()];
    Arrays.fill(once, 1);
    return quantileMillis(quantile, once);
  }

  /**
   * The same, of a resample.
   *
   * @param times how often each cell was drawn
   */
  double quantileMillis(double quantile, int[] times) {
    long frames = 0;
    for (int i = 0; i < times.length; i++) {
      frames += times[i] * cells.get(i).frames();
    }
    if (frames == 0) {
      return Double.NaN;
    }
    // The rank is a whole number but for rounding: 0.99 * 100 is a little more than 99.
    long rank = Math.max(1, (long) Math.ceil(quantile * frames - 1e-9 * frames));
    long high = highestMicros();
    if (within(high, times) < rank) {
      return Double.POSITIVE_INFINITY;
    }
    long low = 0;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (within(middle, times) >= rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low / 1000.0;
  }

  /** Share of all frames that took longer, unanswered ones included. */
  double shareBeyond(long micros) {
    int[] once = new int[cells.size()];
    Arrays.fill(once, 1);
    return 1 - (double) within(micros, once) / frames();
  }

  private long within(long micros, int[] times) {
    long within = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] > 0) {
        within += times[i] * cells.get(i).within(micros);
      }
    }
    return within;
  }
}
