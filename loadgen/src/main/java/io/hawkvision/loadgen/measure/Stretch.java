package io.hawkvision.loadgen.measure;

/**
 * What became of the frames from one posted index on: so many, in the order they were posted.
 * Shares are NaN where there are no frames.
 *
 * @param standardError of the share of right answers, with whole groups as independent units
 */
public record Stretch(
    long firstFrame, long frames, long correct, long fromDc, long degraded, double standardError) {
  public double realised() {
    return share(correct);
  }

  public double escalated() {
    return share(fromDc);
  }

  public double degradedShare() {
    return share(degraded);
  }

  private double share(long part) {
    return frames == 0 ? Double.NaN : (double) part / frames;
  }
}
