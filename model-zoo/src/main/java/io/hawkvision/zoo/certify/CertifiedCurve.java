package io.hawkvision.zoo.certify;

import io.hawkvision.zoo.policy.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The plain cascade to the best variant over all thresholds: what the calibration frames say, and
 * what a test at the same delta proves at each threshold by itself. Pure.
 */
public final class CertifiedCurve {
  private static final int HALVINGS = 30;

  private CertifiedCurve() {}

  /**
   * A threshold.
   *
   * @param estimate accuracy or agreement, for a relative target the loss
   * @param certified its certified lower bound, for a relative target the loss's upper bound
   */
  public record Step(double escalatedShare, double estimate, double certified) {}

  /** From all frames escalated to none, over whole pictures. */
  public static List<Step> of(Certifier certifier, Target target) {
    Tally tally = certifier.tally(0);
    PolicySequence any = certifier.sequence(target, 0);
    int best = any.menu().routes().size() - 1;
    List<Step> steps = new ArrayList<>();
    for (GridPolicy policy : PolicySequence.single(any.grid(), any.menu(), best).policies()) {
      steps.add(step(policy, tally, target, certifier.menuDelta()));
    }
    return steps;
  }

  private static Step step(GridPolicy policy, Tally tally, Target target, double delta) {
    double escalated = tally.escalated(policy);
    if (target instanceof Target.Relative) {
      PairedTest.Discordance seen = tally.discordance(policy);
      double loss = tally.share(seen.difference());
      return new Step(escalated, loss, escalated == 1 ? 0 : lossBound(seen, delta));
    }
    int hits = target instanceof Target.Agreement ? tally.agreeing(policy) : tally.right(policy);
    boolean isFree = escalated == 1 && target instanceof Target.Agreement;
    return new Step(
        escalated,
        tally.share(hits),
        isFree ? 1 : ClopperPearson.lower(hits, tally.total(), delta));
  }

  /** The smallest loss that the paired test refutes, by halving. */
  private static double lossBound(PairedTest.Discordance seen, double delta) {
    double low = Math.max(0, (double) seen.difference() / Math.max(1, seen.draws()));
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (PairedTest.pValue(seen, middle, delta) <= delta) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** The cheapest threshold whose estimate meets the target. */
  public static Optional<Step> naive(List<Step> steps, Target target) {
    return steps.stream()
        .filter(step -> meets(step.estimate(), target))
        .reduce((first, second) -> second);
  }

  /** The last threshold before the first whose bound misses the target. */
  public static Optional<Step> certified(List<Step> steps, Target target) {
    return steps.stream()
        .takeWhile(step -> meets(step.certified(), target))
        .reduce((first, second) -> second);
  }

  private static boolean meets(double value, Target target) {
    return target instanceof Target.Relative ? value <= target.onGrid() : value >= target.onGrid();
  }
}
