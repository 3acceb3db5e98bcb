package io.hawkvision.zoo.policy;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Tier;
import io.hawkvision.zoo.family.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Chooses threshold and DC variant for a target from the calibration part of a family's outcome
 * table: of all rules "answer at the edge from this score up, else ask this DC variant" the
 * cheapest whose share of right answers meets the target. A rule costs its escalated share times
 * the variant's multiply-accumulates; what the edge computes is the same for all. A point estimate:
 * it promises nothing about other frames. Sorts once; a choice is a binary search for each variant.
 * Immutable, any thread.
 */
public final class PolicyChooser {
  /** Absorbs what binary fractions add to target * frames, far below one frame. */
  private static final double SLACK = 1e-6;

  private final int frames;
  private final int bestRight;

  /** One for each DC variant, the best variant's last. */
  private final List<Rules> rules = new ArrayList<>();

  public PolicyChooser(Family family) {
    this(
        family.calibration(),
        family.variants().stream()
            .filter(variant -> variant.tier() == Tier.DC)
            .map(Escalation::of)
            .toList());
  }

  /** Where frames may go and what each costs there. */
  record Escalation(String variant, double cost) {
    static Escalation of(Variant variant) {
      return new Escalation(variant.name(), variant.macs());
    }
  }

  /**
   * A chooser among these variants.
   *
   * @param escalations the best variant last
   */
  PolicyChooser(OutcomeTable table, List<Escalation> escalations) {
    this.frames = table.frames();
    if (frames == 0) {
      throw new IllegalArgumentException("the outcome table has no calibration frames");
    }
    int[] byScore = byScore(table);
    for (Escalation escalation : escalations) {
      rules.add(new Rules(table, escalation, byScore));
    }
    Rules best = rules.get(rules.size() - 1);
    this.bestRight = best.escalatingAll();
  }

  /** The frames by rising score, by number where scores are equal. */
  private static int[] byScore(OutcomeTable table) {
    long[] keys = new long[table.frames()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) table.marginSteps(i) << Integer.SIZE | i;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  /** The cheapest rule whose estimate meets the target, taken on the 0.1-point grid. */
  public PolicyChoice choose(Target target) {
    boolean isAgreement = target instanceof Target.Agreement;
    Optional<Rule> cheapest = cheapest(isAgreement, needed(target));
    if (cheapest.isPresent()) {
      return new PolicyChoice.Feasible(cheapest.get().policy(isAgreement));
    }
    int most = rules.stream().mapToInt(each -> each.most(isAgreement)).max().orElseThrow();
    PolicyEstimate mostAccurate = cheapest(isAgreement, most).orElseThrow().policy(isAgreement);
    return new PolicyChoice.Unattainable(mostAccurate.accuracy(), mostAccurate);
  }

  /** Of equally cheap rules the last: towards the best variant. */
  private Optional<Rule> cheapest(boolean isAgreement, double needed) {
    return rules.stream()
        .map(each -> new Rule(each, each.firstReaching(isAgreement, needed)))
        .filter(Rule::exists)
        .reduce((first, second) -> second.cost() <= first.cost() ? second : first);
  }

  /** How many of the table's frames must come out well. */
  private double needed(Target target) {
    if (target instanceof Target.Relative) {
      return bestRight - target.onGrid() * frames - SLACK;
    }
    return target.onGrid() * frames - SLACK;
  }

  private record Rule(Rules rules, int index) {
    boolean exists() {
      return index < rules.size;
    }

    double cost() {
      return rules.escalated[index] * rules.escalation.cost();
    }

    PolicyEstimate policy(boolean isAgreement) {
      return rules.policy(index, isAgreement);
    }
  }

  /** All rules of one DC variant by rising number of escalated frames; the first escalates none. */
  private static final class Rules {
    private final Escalation escalation;
    private final int frames;
    private final int[] escalated;
    private final double[] thresholds;

    /** Most right answers (or answers like the best variant's) of any rule up to this one. */
    private final int[] right;

    private final int[] agreeing;
    private final int allRight;
    private int size;

    Rules(OutcomeTable table, Escalation escalation, int[] byScore) {
      this.escalation = escalation;
      this.frames = byScore.length;
      this.escalated = new int[frames + 1];
      this.thresholds = new double[frames + 1];
      this.right = new int[frames + 1];
      this.agreeing = new int[frames + 1];
      int column = table.column(escalation.variant());
      int rightNow = count(i -> table.correct(0, i));
      int agreeingNow = count(i -> table.agrees(0, i));
      add(0, 0.0, rightNow, agreeingNow);
      for (int k = 0; k < frames; k++) {
        int i = byScore[k];
        rightNow += one(table.correct(column, i)) - one(table.correct(0, i));
        agreeingNow += one(table.agrees(column, i)) - one(table.agrees(0, i));
        double next = k + 1 < frames ? table.margin(byScore[k + 1]) : Double.POSITIVE_INFINITY;
        if (next > table.margin(i)) {
          add(k + 1, next, rightNow, agreeingNow);
        }
      }
      this.allRight = rightNow;
    }

    private int count(IntPredicate isGood) {
      return (int) IntStream.range(0, frames).filter(isGood).count();
    }

    private static int one(boolean isSo) {
      return isSo ? 1 : 0;
    }

    private void add(int escalatedNow, double threshold, int rightNow, int agreeingNow) {
      escalated[size] = escalatedNow;
      thresholds[size] = threshold;
      right[size] = size == 0 ? rightNow : Math.max(rightNow, right[size - 1]);
      agreeing[size] = size == 0 ? agreeingNow : Math.max(agreeingNow, agreeing[size - 1]);
      size++;
    }

    int escalatingAll() {
      return allRight;
    }

    int most(boolean isAgreement) {
      return peaks(isAgreement)[size - 1];
    }

    private int[] peaks(boolean isAgreement) {
      return isAgreement ? agreeing : right;
    }

    /**
     * First rule whose value reaches what is needed, the number of rules if none; they never fall.
     */
    int firstReaching(boolean isAgreement, double needed) {
      int[] peaks = peaks(isAgreement);
      int low = 0;
      int high = size;
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

    PolicyEstimate policy(int rule, boolean isAgreement) {
      return new PolicyEstimate(
          Policy.of(thresholds[rule], Route.original(escalation.variant())),
          (double) peaks(isAgreement)[rule] / frames,
          (double) escalated[rule] / frames);
    }
  }
}
