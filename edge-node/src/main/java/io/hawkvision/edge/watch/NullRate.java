package io.hawkvision.edge.watch;

/**
 * The rate the tests hold the traffic to, from the certificate.
 *
 * @param disagreement upper bound of P(edge's label is not the best variant's | answered locally)
 * @param localShare share of the frames that the certified policy answers locally
 */
public record NullRate(double disagreement, double localShare) {
  /** No certificate yet: every rate is at most one, so nothing can ever speak against it. */
  static final NullRate UNKNOWN = new NullRate(1, 0);

  public NullRate {
    if (!(disagreement > 0 && disagreement <= 1)) {
      throw new IllegalArgumentException("disagreement must be in (0, 1]: " + disagreement);
    }
    if (!(localShare >= 0 && localShare <= 1)) {
      throw new IllegalArgumentException("localShare must be in [0, 1]: " + localShare);
    }
  }
}
