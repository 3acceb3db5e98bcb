package io.hawkvision.edge.watch;

/**
 * What the watch asks of the decision.
 *
 * @param safeShare 1 is the certified policy, 0 escalates everything; between them, how much of the
 *     certified sequence is left to go back along
 * @param recalibrate the drift detector alarmed, or the watch lost its memory
 * @param broken the promise is refuted
 */
public record Stance(double safeShare, boolean recalibrate, boolean broken) {
  public Stance {
    if (!(safeShare >= 0 && safeShare <= 1)) {
      throw new IllegalArgumentException("safeShare must be in [0, 1]: " + safeShare);
    }
  }
}
