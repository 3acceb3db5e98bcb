package io.hawkvision.zoo.certify;

/**
 * The exact paired test of "the policy loses {@code loss} or more against the best variant", after
 * Berger and Boos (JASA 89, 1994). Of n independent frames, on N10 the best variant is right and
 * the policy wrong, on N01 the other way round; the null hypothesis is p10 - p01 &gt;= loss. With U
 * the upper confidence bound of p01 at gamma = delta / 4,
 *
 * <pre>
 * p = gamma + sup over 0 &lt;= q &lt;= U of P(N10 - N01 &lt;= n10 - n01 | p10 = q + loss, p01 = q)
 * </pre>
 *
 * <p>is a valid p-value. The supremum stands at q = U wherever the test can reject: with D' the
 * difference over n - 1 frames, dP(D &lt;= d)/dq = n (P(D' = d + 1) - P(D' = d)), and D', a sum of
 * log-concave steps, is unimodal, so that this is positive left of its mode. Right of the mode P is
 * about a half or more and nothing is rejected. Pure, any thread.
 */
public final class PairedTest {
  private static final double GAMMA_SHARE = 0.25;

  /**
   * Beyond so many standard deviations from the mean no mass is counted; Bernstein: under 1e-15.
   */
  private static final double REACH = 13;

  private static final int MARGIN = 24;

  private PairedTest() {}

  /** The discordant frames among {@code draws} independent ones. */
  public record Discordance(int bestOnly, int policyOnly, int draws) {
    public Discordance {
      if (bestOnly < 0 || policyOnly < 0 || (long) bestOnly + policyOnly > draws) {
        throw new IllegalArgumentException(bestOnly + " and " + policyOnly + " of " + draws);
      }
    }

    int difference() {
      return bestOnly - policyOnly;
    }
  }

  /**
   * The p-value; reject, and so certify, where it is at most {@code delta}.
   *
   * @param loss 0 to 1
   * @param delta the level the test will be held to: it fixes gamma
   */
  public static double pValue(Discordance seen, double loss, double delta) {
    int n = seen.draws();
    double gamma = GAMMA_SHARE * delta;
    if (n == 0 || seen.difference() >= n * loss) {
      return 1;
    }
    double upper = ClopperPearson.upper(seen.policyOnly(), n, gamma);
    double q = Math.min(upper, (1 - loss) / 2);
    return Math.min(1, gamma + atMost(seen.difference(), n, q + loss, q));
  }

  /**
   * P(N10 - N01 &lt;= d) for n frames, by inverting the characteristic function over a window that
   * holds all mass: the difference of n independent steps +1, -1, 0.
   *
   * @param up probability of +1
   * @param down probability of -1
   */
  static double atMost(int d, int n, double up, double down) {
    double mean = n * (up - down);
    double deviation = Math.sqrt(n * (up + down - (up - down) * (up - down)));
    int half = (int) Math.ceil(REACH * deviation) + MARGIN;
    int low = Math.max(-n, (int) Math.floor(mean) - half);
    int high = Math.min(n, (int) Math.ceil(mean) + half);
    if (d < low) {
      return 0;
    }
    if (d >= high) {
      return 1;
    }
    int window = high - low + 1;
    int terms = d - low + 1;
    double sum = (double) terms / window;
    for (int k = 1; 2 * k <= window; k++) {
      double angle = 2 * Math.PI * k / window;
      double weight = 2 * k == window ? 1 : 2;
      sum += weight * term(new Wave(n, up, down, angle), low, terms) / window;
    }
    return Math.min(1, Math.max(0, sum));
  }

  /** The characteristic function of n steps at one angle. */
  private record Wave(int n, double up, double down, double angle) {
    double logSize() {
      double real = real();
      double imaginary = imaginary();
      return 0.5 * n * Math.log(real * real + imaginary * imaginary);
    }

    double turn() {
      return n * Math.atan2(imaginary(), real());
    }

    private double real() {
      return 1 - (up + down) * (1 - Math.cos(angle));
    }

    private double imaginary() {
      return (up - down) * Math.sin(angle);
    }
  }

  /** Real part of the wave times the sum of exp(-i angle v) over v = low .. low + terms - 1. */
  private static double term(Wave wave, int low, int terms) {
    double half = wave.angle() / 2;
    double size = Math.exp(wave.logSize()) * Math.sin(terms * half) / Math.sin(half);
    return size * Math.cos(wave.turn() - wave.angle() * low - half * (terms - 1));
  }
}
