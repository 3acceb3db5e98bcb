package io.hawkvision.dc.models;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long a batch of a model takes here, learned from the batches that ran: a moving mean per
 * batch size. Any thread; a reader may miss the newest batch, never see half of one.
 */
public final class RunTimes {
  private static final int WEIGHT_SHIFT = 3; // a new batch counts for an eighth

  private final AtomicLongArray meanNanos;

  public RunTimes(int maxFrames) {
    if (maxFrames < 1) {
      throw new IllegalArgumentException("maxFrames " + maxFrames);
    }
    this.meanNanos = new AtomicLongArray(maxFrames + 1);
  }

  public int maxFrames() {
    return meanNanos.length() - 1;
  }

  /** Adds one measured batch, decoding included. */
  public void add(int frames, long nanos) {
    long sample = Math.max(1, nanos);
    meanNanos.updateAndGet(
        frames, mean -> mean == 0 ? sample : mean + ((sample - mean) >> WEIGHT_SHIFT));
  }

  /** The expected time of a batch; 0 when nothing was measured yet. */
  public long nanos(int frames) {
    long measured = meanNanos.get(frames);
    if (measured > 0) {
      return measured;
    }
    int below = frames;
    while (below > 0 && meanNanos.get(below) == 0) {
      below--;
    }
    int above = frames;
    while (above < meanNanos.length() && meanNanos.get(above) == 0) {
      above++;
    }
    return between(below, above, frames);
  }

  private long between(int below, int above, int frames) {
    boolean knownBelow = below > 0;
    boolean knownAbove = above < meanNanos.length();
    if (knownBelow && knownAbove) {
      long low = meanNanos.get(below);
      return low + (meanNanos.get(above) - low) * (frames - below) / (above - below);
    }
    if (knownBelow) {
      return meanNanos.get(below) * frames / below; // no evidence that batching saves anything
    }
    return knownAbove ? meanNanos.get(above) * frames / above : 0;
  }
}
