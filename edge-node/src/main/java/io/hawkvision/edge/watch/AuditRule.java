package io.hawkvision.edge.watch;

/**
 * Which frames are drawn, by the frame's id alone: the same frame always falls the same way. Of
 * local answers near the threshold more are drawn, yet an id low enough for the base rate is drawn
 * at every score and whoever answers: those, and only those, are the uniform sample that tests and
 * calibrations may see. Pure.
 */
final class AuditRule {
  private final WatchSettings.Sampling sampling;

  AuditRule(WatchSettings.Sampling sampling) {
    this.sampling = sampling;
  }

  Draw draw(AuditCandidate candidate) {
    if (sample(candidate.frameId())) {
      return Draw.AUDIT_AND_DETECT;
    }
    return Mixing.unit(candidate.frameId()) < rate(candidate) ? Draw.AUDIT : Draw.NONE;
  }

  /** The coin of the base rate: it knows neither score nor who answered. */
  boolean sample(String frameId) {
    return Mixing.unit(frameId) < sampling.rate();
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
