package io.hawkvision.loadgen.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One-way delay over time: straight lines between points 50 ms apart, each drawn evenly within the
 * jitter. It never falls as fast as time goes by, so packets keep their order. One thread.
 */
final class DelayCourse {
  static final long KNOT_NANOS = 50_000_000;
  private static final double MILLI = 1e6;

  private final double meanNanos;
  private final double jitterNanos;
  private final Random random;
  private final List<Double> knots = new ArrayList<>();

  DelayCourse(LinkProfile.Delay delay, long seed) {
    this.meanNanos = delay.millis() * MILLI;
    this.jitterNanos = delay.jitterMillis() * MILLI;
    this.random = new Random(seed);
    if (2 * jitterNanos >= KNOT_NANOS) {
      throw new IllegalArgumentException("so much jitter would reorder packets");
    }
  }

  /** At this moment from 0 on. */
  long nanos(long atNanos) {
    int knot = Math.toIntExact(atNanos / KNOT_NANOS);
    while (knots.size() <= knot + 1) {
      knots.add((2 * random.nextDouble() - 1) * jitterNanos);
    }
    double share = (atNanos % KNOT_NANOS) / (double) KNOT_NANOS;
    return (long) (meanNanos + knots.get(knot) * (1 - share) + knots.get(knot + 1) * share);
  }
}
