package io.hawkvision.edge.escalate;

/**
 * What the way to the datacenter and back costs, without the datacenter's own time: an exponential
 * average (weight 1/8, as TCP's) of trips and pings, but never more than the latest ping. An
 * estimate above what is left of the deadlines ends the trips that could correct it; the pings go
 * on, so that it cannot keep the frames back longer than from one ping to the next. Written by the
 * link's event loop, read by any.
 */
final class SmoothedRtt {
  private static final int WEIGHT = 8;

  private volatile long smoothedNanos;
  private volatile long pingNanos = Long.MAX_VALUE;

  /** A ping's round trip. */
  void addPing(long sampleNanos) {
    pingNanos = Math.max(0, sampleNanos);
    add(sampleNanos);
  }

  /** An escalation's trip, less what the datacenter says it spent. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void add(long sampleNanos) {
    long sample = Math.max(0, sampleNanos);
    smoothedNanos = smoothedNanos == 0 ? sample : smoothedNanos + (sample - smoothedNanos) / WEIGHT;
  }

  /** Forgets the path that was: the next connection may take another. */
  void reset() {
    smoothedNanos = 0;
    pingNanos = Long.MAX_VALUE;
  }

  /** 0 until the first sample. */
  long nanos() {
    return Math.min(smoothedNanos, pingNanos);
  }
}
