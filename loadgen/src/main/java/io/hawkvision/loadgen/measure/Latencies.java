package io.hawkvision.loadgen.measure;

import org.HdrHistogram.Histogram;

/**
 * Percentiles over every frame, in milliseconds. A frame without an answer is infinitely late, so a
 * percentile that falls among those is infinite.
 */
public record Latencies(double p50Millis, double p90Millis, double p99Millis, double p999Millis) {

  static Latencies of(Histogram answeredMicros, long unanswered) {
    return new Latencies(
        millis(answeredMicros, unanswered, 0.50),
        millis(answeredMicros, unanswered, 0.90),
        millis(answeredMicros, unanswered, 0.99),
        millis(answeredMicros, unanswered, 0.999));
  }

  private static double millis(Histogram answeredMicros, long unanswered, double quantile) {
    long answered = answeredMicros.getTotalCount();
    long all = answered + unanswered;
    long rank = Math.max(1, (long) Math.ceil(quantile * all - 1e-9));
    if (all == 0) {
      return Double.NaN;
    }
    if (rank > answered) {
      return Double.POSITIVE_INFINITY;
    }
    // HdrHistogram rounds the rank to the nearest count; half a step keeps it on this one.
    double percentile = 100.0 * (rank - 0.5) / answered;
    return answeredMicros.getValueAtPercentile(percentile) / 1000.0;
  }
}
