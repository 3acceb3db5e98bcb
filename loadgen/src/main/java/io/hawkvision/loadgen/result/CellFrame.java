package io.hawkvision.loadgen.result;

/**
 * What became of one posted frame.
 *
 * @param index position in the cell; the same index is the same frame in every system of one seed
 * @param group frames of one group are not independent (one scene, one photograph)
 * @param intendedMicros when it was to be sent, from the start of the cell
 * @param latencyMicros from then to the answer; -1 for a frame without an answer
 */
public record CellFrame(
    int index,
    long group,
    long intendedMicros,
    long latencyMicros,
    boolean correct,
    boolean byDc,
    boolean degraded) {
  /** Latency of a frame that was never answered, or by an error. */
  public static final long UNANSWERED = -1;

  public boolean isAnswered() {
    return latencyMicros != UNANSWERED;
  }
}
