package io.hawkvision.loadgen.promise;

import io.hawkvision.loadgen.measure.TargetResult;
import io.hawkvision.loadgen.post.AskedTarget;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one target of one family promised and got.
 *
 * @param result empty when the node refused the target as unattainable
 * @param guarantees answers by what they guaranteed
 */
record PromiseRow(
    String family,
    AskedTarget target,
    Optional<TargetResult> result,
    SortedMap<String, Long> guarantees) {
  /** What binary fractions take from 0.9 * 1000 frames. */
  private static final double ROUNDING = 1e-9;

  PromiseRow {
    guarantees = Collections.unmodifiableSortedMap(new TreeMap<>(guarantees));
  }

  static PromiseRow refused(String family, AskedTarget target) {
    return new PromiseRow(family, target, Optional.empty(), new TreeMap<>());
  }

  boolean isRefused() {
    return result.isEmpty();
  }

  /** The realised accuracy is not below the target; never without a frame. */
  boolean isMet() {
    return result.filter(r -> r.realised() + ROUNDING >= target.value()).isPresent();
  }

  /** What was realised is no evidence against the promise. */
  boolean isWithinTwoErrors() {
    return result
        .filter(r -> r.realised() + 2 * r.standardError() + ROUNDING >= target.value())
        .isPresent();
  }

  /** The guarantee of most answers. */
  String guarantee() {
    return guarantees.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("none");
  }
}
