package io.hawkvision.loadgen.schedule;

import java.util.Random;

/** How the gaps between intended send times are drawn. */
public enum Arrivals {
  POISSON,
  CONSTANT,
  /** Bursty: a Markov-modulated Poisson process of two states, see {@link Burst}. */
  MMPP;

  /** Intended send times in nanoseconds after the start; the same for the same seed. */
  public Times times(double framesPerSecond, long seed) {
    return times(framesPerSecond, seed, Burst.DEFAULT);
  }

  /** The burst matters to {@link #MMPP} only. */
  public Times times(double framesPerSecond, long seed, Burst burst) {
    if (!(framesPerSecond > 0) || framesPerSecond > 1e6) {
      throw new IllegalArgumentException("rate out of range: " + framesPerSecond);
    }
    return new Times(this, framesPerSecond, seed, burst);
  }

  /** One thread only. */
  public static final class Times {
    private final Arrivals arrivals;
    private final double meanGapNanos;
    private final Random random;
    private final Burst burst;
    private double atNanos;
    private boolean bursting;
    private double stateEndsNanos;

    private Times(Arrivals arrivals, double framesPerSecond, long seed, Burst burst) {
      this.arrivals = arrivals;
      this.meanGapNanos = 1e9 / framesPerSecond;
      this.random = new Random(seed);
      this.burst = burst;
      if (arrivals == MMPP) {
        bursting = random.nextDouble() < burst.shareOfTime();
        stateEndsNanos = stay();
      }
    }

    public long next() {
      long now = (long) atNanos;
      atNanos =
          switch (arrivals) {
            case CONSTANT -> atNanos + meanGapNanos;
            case POISSON -> atNanos + exponential() * meanGapNanos;
            case MMPP -> nextOfMmpp();
          };
      return now;
    }

    /** What is left of a gap at the end of a state goes on at the next state's rate. */
    private double nextOfMmpp() {
      double from = atNanos;
      double left = exponential() * meanGapNanos;
      while (from + left / burst.rateFactor(bursting) > stateEndsNanos) {
        left -= (stateEndsNanos - from) * burst.rateFactor(bursting);
        from = stateEndsNanos;
        bursting = !bursting;
        stateEndsNanos += stay();
      }
      return from + left / burst.rateFactor(bursting);
    }

    private double stay() {
      return exponential() * burst.meanStaySeconds(bursting) * 1e9;
    }

    private double exponential() {
      return -Math.log(1.0 - random.nextDouble());
    }
  }
}
