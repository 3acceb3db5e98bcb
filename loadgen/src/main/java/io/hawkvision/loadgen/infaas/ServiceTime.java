package io.hawkvision.loadgen.infaas;

/**
 * How long a variant takes for a frame: as profiled at first, then as the last frames took. Whoever
 * calls it holds the dispatcher's lock.
 */
final class ServiceTime {
  private static final double WEIGHT = 1.0 / 8;
  private static final double FIRST_SPREAD = 0.25;

  private final double profiledNanos;
  private double meanNanos;
  private double spreadNanos;

  ServiceTime(long profiledNanos) {
    this.profiledNanos = profiledNanos;
    this.meanNanos = profiledNanos;
    this.spreadNanos = FIRST_SPREAD * profiledNanos;
  }

  /** Mean and mean deviation: what most frames stay below. */
  long expectedNanos() {
    return (long) (meanNanos + spreadNanos);
  }

  void took(long nanos) {
    spreadNanos += WEIGHT * (Math.abs(nanos - meanNanos) - spreadNanos);
    meanNanos += WEIGHT * (nanos - meanNanos);
  }

  /** It was not tried, for being too slow: a slow spell must not shut it out for good. */
  void skipped() {
    spreadNanos += WEIGHT * (FIRST_SPREAD * profiledNanos - spreadNanos);
    meanNanos += WEIGHT * (profiledNanos - meanNanos);
  }
}
