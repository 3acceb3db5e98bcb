package io.hawkvision.loadgen.post;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What loadgen reads of a 200: the first label, who gave it, what it cost, what it promises. Any
 * thread.
 *
 * @param timingMillis milliseconds by stage; empty where the server does not tell
 * @param energy where the server tells
 */
public record Answer(
    String label,
    boolean byDc,
    boolean degraded,
    Optional<String> reason,
    long uplinkBytes,
    Optional<Guarantee> guarantee,
    Map<String, Double> timingMillis,
    Optional<Energy> energy) {
  public Answer {
    requireNonNull(label, "label");
    requireNonNull(reason, "reason");
    requireNonNull(guarantee, "guarantee");
    timingMillis = Map.copyOf(timingMillis);
    requireNonNull(energy, "energy");
  }

  /** Of a server that tells neither its times nor its energy. */
  public Answer(
      String label,
      boolean byDc,
      boolean degraded,
      Optional<String> reason,
      long uplinkBytes,
      Optional<Guarantee> guarantee) {
    this(label, byDc, degraded, reason, uplinkBytes, guarantee, Map.of(), Optional.empty());
  }

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

  /**
   * What an answer took above idle, as the server says it.
   *
   * @param source how the edge knows, such as {@code rapl} or {@code modelled}
   * @param dcSource how the DC knows; {@code source} again where the server names one for both
   */
  public record Energy(
      OptionalDouble edgeMillijoules,
      OptionalDouble dcMillijoules,
      String source,
      String dcSource) {
    public Energy {
      requireNonNull(edgeMillijoules, "edgeMillijoules");
      requireNonNull(dcMillijoules, "dcMillijoules");
      requireNonNull(source, "source");
      requireNonNull(dcSource, "dcSource");
    }
  }
}
