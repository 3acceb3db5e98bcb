package io.hawkvision.loadgen.schedule;

/**
 * How bursty MMPP arrivals are: two states, each Poisson, with exponential stays. A burst has
 * {@code factor} times the mean rate, the quiet between bursts a {@code factor}-th of it; quiet
 * lasts {@code factor} times as long as a burst, which keeps the mean rate whatever the factor.
 *
 * @param factor 1 is plain Poisson
 * @param meanSeconds mean length of a burst
 */
public record Burst(double factor, double meanSeconds) {
  /** A fifth of the time at four times the rate, a second at once. */
  public static final Burst DEFAULT = new Burst(4, 1);

  public Burst {
    if (!(factor >= 1 && factor <= 100)) {
      throw new IllegalArgumentException("a burst factor is from 1 to 100: " + factor);
    }
    if (!(meanSeconds >= 0.001 && meanSeconds <= 3_600)) {
      throw new IllegalArgumentException("a burst lasts from 0.001 to 3,600 s: " + meanSeconds);
    }
  }

  double shareOfTime() {
    return 1 / (factor + 1);
  }

  double rateFactor(boolean bursting) {
    return bursting ? factor : 1 / factor;
  }

  double meanStaySeconds(boolean bursting) {
    return bursting ? meanSeconds : meanSeconds * factor;
  }
}
