package io.hawkvision.zoo.policy;

import io.hawkvision.zoo.family.Family;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Chooses the threshold for a target from a family's outcome table: of all rules "answer at the
 * edge from this score up, else ask the best DC variant" the one that escalates least among those
 * whose share of right answers in the table meets the target. A point estimate: it promises nothing
 * about other frames. Sorts once; a choice is a binary search. Immutable, any thread.
 */
public final class PolicyChooser {
  /** Absorbs what binary fractions add to target * frames, far below one frame. */
  private static final double SLACK = 1e-6;

  private final String variant;
  private final int frames;
  private final int bestRight;

  /** Candidate rules by rising number of escalated frames; the first never escalates. */
  private final int[] escalated;

  private final double[] thresholds;

  /** Most right answers (or answers like the best variant's) of any rule up to this one. */
  private final int[] right;

  private final int[] agreeing;

  public PolicyChooser(Family family) {
    this(family.outcomes(), family.edge().name(), family.best().name());
  }

  PolicyChooser(OutcomeTable table, String edge, String best) {
    this.variant = best;
    this.frames = table.frames();
    if (frames == 0) {
      throw new IllegalArgumentException("the outcome table has no frames");
    }
    Integer[] byScore = IntStream.range(0, frames).boxed().toArray(Integer[]::new);
    Arrays.sort(byScore, Comparator.comparingDouble(table::score));
    int rightNow = 0;
    int agreeingNow = 0;
    int bestRightAll = 0;
    for (int i = 0; i < frames; i++) {
      rightNow += table.correct(edge, i) ? 1 : 0;
      agreeingNow += same(table, edge, best, i) ? 1 : 0;
      bestRightAll += table.correct(best, i) ? 1 : 0;
    }
    this.bestRight = bestRightAll;
    Candidates candidates = new Candidates(frames + 1);
    candidates.add(0, 0.0, rightNow, agreeingNow);
    for (int k = 0; k < frames; k++) {
      int i = byScore[k];
      rightNow += (table.correct(best, i) ? 1 : 0) - (table.correct(edge, i) ? 1 : 0);
      agreeingNow += same(table, edge, best, i) ? 0 : 1;
      double next = k + 1 < frames ? table.score(byScore[k + 1]) : Double.POSITIVE_INFINITY;
      if (next > table.score(i)) {
        candidates.add(k + 1, next, rightNow, agreeingNow);
      }
    }
    this.escalated = Arrays.copyOf(candidates.escalated, candidates.size);
    this.thresholds = Arrays.copyOf(candidates.thresholds, candidates.size);
    this.right = Arrays.copyOf(candidates.right, candidates.size);
    this.agreeing = Arrays.copyOf(candidates.agreeing, candidates.size);
  }

  /** The cheapest rule whose estimate meets the target, taken on the 0.1-point grid. */
  public PolicyChoice choose(Target target) {
    boolean agreement = target instanceof Target.Agreement;
    int[] counts = agreement ? agreeing : right;
    int first = firstReaching(counts, needed(target));
    if (first < counts.length) {
      return new PolicyChoice.Feasible(policy(first, counts));
    }
    int most = firstReaching(counts, counts[counts.length - 1]);
    Policy mostAccurate = policy(most, counts);
    return new PolicyChoice.Unattainable(mostAccurate.estimatedAccuracy(), mostAccurate);
  }

  /** How many of the table's frames must come out well. */
  private double needed(Target target) {
    if (target instanceof Target.Relative) {
      return bestRight - target.onGrid() * frames - SLACK;
    }
    return target.onGrid() * frames - SLACK;
  }

  /** First index whose value reaches what is needed; the values never fall. */
  private static int firstReaching(int[] peaks, double needed) {
    int low = 0;
    int high = peaks.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (peaks[middle] < needed) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Policy policy(int candidate, int[] counts) {
    return new Policy(
        thresholds[candidate],
        variant,
        Policy.LEVEL_ORIGINAL,
        (double) counts[candidate] / frames,
        (double) escalated[candidate] / frames);
  }

  private static boolean same(OutcomeTable table, String edge, String best, int i) {
    return table.predicted(edge, i) == table.predicted(best, i);
  }

  /** Grows while the frames are walked in order of score. */
  private static final class Candidates {
    private final int[] escalated;
    private final double[] thresholds;
    private final int[] right;
    private final int[] agreeing;
    private int size;

    private Candidates(int capacity) {
      escalated = new int[capacity];
      thresholds = new double[capacity];
      right = new int[capacity];
      agreeing = new int[capacity];
    }

    private void add(int escalatedNow, double threshold, int rightNow, int agreeingNow) {
      escalated[size] = escalatedNow;
      thresholds[size] = threshold;
      right[size] = size == 0 ? rightNow : Math.max(rightNow, right[size - 1]);
      agreeing[size] = size == 0 ? agreeingNow : Math.max(agreeingNow, agreeing[size - 1]);
      size++;
    }
  }
}
