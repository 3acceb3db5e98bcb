package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.policy.OutcomeTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A cascade over all thresholds: the frames the edge is least sure of are asked of one DC variant.
 * Pure.
 */
final class CascadeCurve {
  private static final int STEPS = 20;

  private CascadeCurve() {}

  /**
   * A threshold.
   *
   * @param escalatedShare of all frames
   * @param accuracy with the standard error of segments as clusters
   */
  record Step(double escalatedShare, Estimate accuracy) {}

  /** From no frame escalated to all of them, in equal steps. */
  static List<Step> of(OutcomeTable table, int dcColumn) {
    int frames = table.frames();
    List<Integer> leastSureFirst =
        IntStream.range(0, frames)
            .boxed()
            .sorted((a, b) -> Double.compare(table.margin(a), table.margin(b)))
            .toList();
    List<Step> steps = new ArrayList<>();
    boolean[] isEscalated = new boolean[frames];
    int escalated = 0;
    for (int step = 0; step <= STEPS; step++) {
      int wanted = (int) ((long) frames * step / STEPS);
      while (escalated < wanted) {
        isEscalated[leastSureFirst.get(escalated)] = true;
        escalated++;
      }
      double share = (double) escalated / Math.max(1, frames);
      steps.add(new Step(share, estimate(table, dcColumn, isEscalated)));
    }
    return steps;
  }

  private static Estimate estimate(OutcomeTable table, int dcColumn, boolean[] isEscalated) {
    int frames = isEscalated.length;
    int right = 0;
    for (int i = 0; i < frames; i++) {
      right += table.correct(isEscalated[i] ? dcColumn : 0, i) ? 1 : 0;
    }
    double accuracy = (double) right / Math.max(1, frames);
    Map<Integer, Double> bySegment = new HashMap<>();
    for (int i = 0; i < frames; i++) {
      boolean isRight = table.correct(isEscalated[i] ? dcColumn : 0, i);
      bySegment.merge(table.segment(i), (isRight ? 1 : 0) - accuracy, Double::sum);
    }
    double squares = bySegment.values().stream().mapToDouble(d -> d * d).sum();
    return new Estimate(accuracy, Math.sqrt(squares) / Math.max(1, frames), frames);
  }
}
