package io.hawkvision.edge.escalate;

/**
 * What the way to the datacenter and back costs, without the datacenter's own time: an exponential
 * average (weight 1/8, as TCP's). Written by the link's event loop, read by any.
 */
final class SmoothedRtt {
  private static final int WEIGHT = 8;

  private volatile long nanos;

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void add(long sampleNanos) {
    long sample = Math.max(0, sampleNanos);
    nanos = nanos == 0 ? sample : nanos + (sample - nanos) / WEIGHT;
  }

  /** 0 until the first sample. */
  long nanos() {
    return nanos;
  }
}
