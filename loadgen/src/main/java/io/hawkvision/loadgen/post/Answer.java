package io.hawkvision.loadgen.post;

import java.util.Optional;
import java.util.OptionalLong;

/** What loadgen reads of a 200: the first label, who gave it, what it cost, what it promises. */
public record Answer(
    String label,
    boolean byDc,
    boolean degraded,
    Optional<String> reason,
    long uplinkBytes,
    Optional<Guarantee> guarantee) {

  /**
   * What stands behind an answer.
   *
   * @param word as the protocol says it: {@code certified}, {@code not_yet}, {@code best_effort}
   * @param missingFrames how many more calibration frames would prove the target, where known
   */
  public record Guarantee(String word, OptionalLong missingFrames) {
    /** Nothing is proven, and the node does not say what is missing: a proof may be under way. */
    public boolean mayBePending() {
      return word.equals("not_yet") && missingFrames.isEmpty();
    }
  }
}
