package io.hawkvision.loadgen.load;

import io.hawkvision.loadgen.result.CellResult;
import java.util.Arrays;

/** How late frames left, against their intended times, and whether that is good enough. */
final class Lateness {
  /** A run whose p99 is not below this measured its generator as well, and is invalid. */
  static final double VALID_BELOW_MILLIS = 1.0;

  private Lateness() {}

  /** A run without a frame is not valid either. */
  static CellResult.Generator of(long[] latenessNanos) {
    if (latenessNanos.length == 0) {
      return new CellResult.Generator(0, 0, false);
    }
    long[] sorted = latenessNanos.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.max(1, Math.ceil(0.99 * sorted.length - 1e-9));
    double p99 = millis(sorted[rank - 1]);
    return new CellResult.Generator(
        p99, millis(sorted[sorted.length - 1]), p99 < VALID_BELOW_MILLIS);
  }

  private static double millis(long nanos) {
    return Math.max(0, nanos) / 1e6;
  }
}
