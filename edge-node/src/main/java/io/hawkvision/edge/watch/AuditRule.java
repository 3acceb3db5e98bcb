package io.hawkvision.edge.watch;

/**
 * Which local answers are drawn, by the frame's id alone: the same frame always falls the same way.
 * Near the threshold more are drawn, yet an id low enough for the base rate is drawn at every
 * score: those, and only those, are the uniform sample that the tests may see. Pure.
 */
final class AuditRule {
  private final WatchSettings.Sampling sampling;

  AuditRule(WatchSettings.Sampling sampling) {
    this.sampling = sampling;
  }

  Draw draw(AuditCandidate candidate) {
    double coin = Mixing.unit(candidate.frameId());
    if (coin < sampling.rate()) {
      return Draw.AUDIT_AND_DETECT;
    }
    return coin < rate(candidate) ? Draw.AUDIT : Draw.NONE;
  }

  /** Falls linearly from the higher rate at the threshold to the base rate at the band's end. */
  double rate(AuditCandidate candidate) {
    double above = candidate.score() - candidate.threshold();
    if (!(above >= 0 && above < sampling.nearBand())) {
      return sampling.rate();
    }
    double nearness = 1 - above / sampling.nearBand();
    return Math.min(1, sampling.rate() * (1 + (sampling.nearFactor() - 1) * nearness));
  }
}
