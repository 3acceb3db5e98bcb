package io.hawkvision.loadgen.schedule;

import java.util.Random;

/** How the gaps between intended send times are drawn. */
public enum Arrivals {
  POISSON,
  CONSTANT;

  /** Intended send times in nanoseconds after the start; the same for the same seed. */
  public Times times(double framesPerSecond, long seed) {
    if (!(framesPerSecond > 0) || framesPerSecond > 1e6) {
      throw new IllegalArgumentException("rate out of range: " + framesPerSecond);
    }
    return new Times(this, framesPerSecond, seed);
  }

  /** One thread only. */
  public static final class Times {
    private final Arrivals arrivals;
    private final double meanGapNanos;
    private final Random random;
    private double atNanos;

    private Times(Arrivals arrivals, double framesPerSecond, long seed) {
      this.arrivals = arrivals;
      this.meanGapNanos = 1e9 / framesPerSecond;
      this.random = new Random(seed);
    }

    public long next() {
      long now = (long) atNanos;
      atNanos +=
          switch (arrivals) {
            case CONSTANT -> meanGapNanos;
            case POISSON -> -Math.log(1.0 - random.nextDouble()) * meanGapNanos;
          };
      return now;
    }
  }
}
