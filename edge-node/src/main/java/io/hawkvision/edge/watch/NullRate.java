package io.hawkvision.edge.watch;

/**
 * The rate the tests hold the traffic to, from the certificate.
 *
 * @param disagreement upper bound of P(edge's label is not the best variant's | answered locally)
 * @param unsure upper bound of P(the certified policy escalates a frame); 1 says nothing
 * @param localShare share of the frames that the certified policy answers locally
 */
public record NullRate(double disagreement, double localShare, double unsure) {
  /** No certificate yet: every rate is at most one, so nothing can ever speak against it. */
  static final NullRate UNKNOWN = new NullRate(1, 0, 1);

  /** A rate that says nothing of the scores. */
  public NullRate(double disagreement, double localShare) {
    this(disagreement, localShare, 1);
  }

  public NullRate {
    if (!(unsure > 0 && unsure <= 1)) {
      throw new IllegalArgumentException("unsure must be in (0, 1]: " + unsure);
    }
    if (!(disagreement > 0 && disagreement <= 1)) {
      throw new IllegalArgumentException("disagreement must be in (0, 1]: " + disagreement);
    }
    if (!(localShare >= 0 && localShare <= 1)) {
      throw new IllegalArgumentException("localShare must be in [0, 1]: " + localShare);
    }
  }
}
