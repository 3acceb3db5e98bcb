package io.hawkvision.edge.watch;

import io.hawkvision.edge.frame.NanoClock;

/**
 * A token bucket of one second's audits. It knows no score, so that what it skips is skipped
 * whatever the score. Any event loop.
 */
final class AuditBudget {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final double most;
  private final NanoClock clock;
  private double tokens;
  private long filledAtNanos;

  AuditBudget(double perSecond, NanoClock clock) {
    this.perSecond = perSecond;
    this.most = Math.max(1, perSecond);
    this.clock = clock;
    this.tokens = most;
    this.filledAtNanos = clock.nanoTime();
  }

  synchronized boolean take() {
    long now = clock.nanoTime();
    long passed = Math.max(0, now - filledAtNanos);
    filledAtNanos = now;
    tokens = Math.min(most, tokens + passed / NANOS_PER_SECOND * perSecond);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
