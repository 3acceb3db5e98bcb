package io.hawkvision.edge.escalate;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times between attempts to connect: doubling from the first to the longest, each drawn
 * from the upper half of its span, so that many edges do not return in step. One event loop.
 */
final class Backoff {
  private final long firstMillis;
  private final long longestMillis;
  private final RandomGenerator random;
  private long spanMillis;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.firstMillis = first.toMillis();
    this.longestMillis = longest.toMillis();
    this.random = random;
    this.spanMillis = firstMillis;
  }

  long nextMillis() {
    long drawn = spanMillis / 2 + (long) (random.nextDouble() * (spanMillis - spanMillis / 2.0));
    spanMillis = Math.min(longestMillis, spanMillis * 2);
    return Math.max(firstMillis, drawn);
  }

  void reset() {
    spanMillis = firstMillis;
  }
}
