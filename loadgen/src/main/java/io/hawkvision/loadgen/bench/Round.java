package io.hawkvision.loadgen.bench;

import org.HdrHistogram.Histogram;

/** One side's figures of one round. */
record Round(double cpuMillisPerFrame, double p50Millis, double p99Millis) {

  /** What a side measures by itself: latencies, without the CPU time that is read from outside. */
  record Latency(double p50Millis, double p99Millis) {
    static Latency of(Histogram nanos) {
      return new Latency(
          nanos.getValueAtPercentile(50) / 1e6, nanos.getValueAtPercentile(99) / 1e6);
    }

    /** One line between the two processes. */
    String line() {
      return p50Millis + " " + p99Millis;
    }

    static Latency parse(String line) {
      int blank = line.indexOf(' ');
      return new Latency(
          Double.parseDouble(line.substring(0, blank)),
          Double.parseDouble(line.substring(blank + 1)));
    }
  }
}
