package io.hawkvision.loadgen.load;

import java.util.Locale;

/** How frames follow each other, and which figure the run is about. */
public enum Scenario {
  /** The next frame when the answer came: p90 of the latency. */
  SINGLE_STREAM,
  /** Several frames at once, the next when all answers came: p99 of a burst's latency. */
  MULTI_STREAM,
  /** Open loop at a rate: p99 of the latency, or the highest rate that keeps a bound. */
  SERVER,
  /** All frames at once, some under way: throughput. */
  OFFLINE;

  /** As options and reports name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
