package io.hawkvision.zoo.certify;

import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Target;
import java.util.Arrays;

/**
 * How good the edge's own answer is at least, by its score: the calibration scores are cut into
 * {@value #BANDS} bands of equal mass on the design frames, and each band has an exact lower bound
 * at delta / {@value #BANDS}, so that all of them hold together. What a degraded answer carries.
 * Immutable, any thread.
 */
public final class BandBounds {
  static final int BANDS = 10;

  private final ScoreGrid bands;
  private final double[] lowerBounds;

  private BandBounds(ScoreGrid bands, double[] lowerBounds) {
    this.bands = bands;
    this.lowerBounds = lowerBounds;
  }

  static BandBounds of(OutcomeTable part, ScoreGrid bands, SegmentSample sample, Target target) {
    boolean isAgreement = target instanceof Target.Agreement;
    int[] draws = new int[bands.bins()];
    int[] good = new int[bands.bins()];
    for (int k = 0; k < sample.size(); k++) {
      int frame = sample.frame(k);
      int band = bands.bin(part.margin(frame));
      draws[band]++;
      good[band] += (isAgreement ? part.agrees(0, frame) : part.correct(0, frame)) ? 1 : 0;
    }
    double[] lower = new double[draws.length];
    Arrays.setAll(
        lower,
        band ->
            draws[band] == 0
                ? 0
                : ClopperPearson.lower(good[band], draws[band], Certifier.DELTA / draws.length));
    return new BandBounds(bands, lower);
  }

  /** For an edge answer of this score: right, or for an agreement target the best variant's. */
  public double lowerBound(double score) {
    return lowerBounds[bands.bin(score >= 0 ? score : 0)];
  }
}
