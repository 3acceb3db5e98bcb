package io.hawkvision.edge.watch;

import java.time.Duration;
import java.time.Instant;

/** Two clocks that stand still until a test moves them. */
final class Hands {
  private volatile long nanos = 1_000_000_000L;
  private volatile long millis = 1_800_000_000_000L;

  WatchClocks clocks() {
    return new WatchClocks(() -> nanos, () -> Instant.ofEpochMilli(millis));
  }

  synchronized void move(Duration step) {
    nanos += step.toNanos();
    millis += step.toMillis();
  }
}
