package io.hawkvision.loadgen.infaas;

import io.hawkvision.zoo.policy.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The baseline's rule, for one family: of the variants whose point estimate meets the target the
 * fastest that is loaded, else the one that takes the least memory; where none meets it, the best
 * that fits. Immutable, any thread.
 */
final class VariantChooser {
  /** Absorbs what binary fractions add; far below one calibration frame. */
  private static final double SLACK = 1e-9;

  private static final Comparator<Profile> FASTEST =
      Comparator.comparingLong(Profile::nanos).thenComparingLong(Profile::bytes);
  private static final Comparator<Profile> CHEAPEST =
      Comparator.comparingLong(Profile::bytes).thenComparingLong(Profile::nanos);

  private final List<Profile> profiles;
  private final double bestAccuracy;

  /**
   * A chooser among the variants of one family.
   *
   * @param bestAccuracy of the family's best variant, whether it fits or not: what a relative
   *     target is relative to
   */
  VariantChooser(List<Profile> profiles, double bestAccuracy) {
    this.profiles = List.copyOf(profiles);
    this.bestAccuracy = bestAccuracy;
  }

  Choice choose(Target target, Predicate<VariantKey> loaded, Predicate<VariantKey> fits) {
    List<Profile> fitting = profiles.stream().filter(p -> fits.test(p.key())).toList();
    ToDoubleFunction<Profile> worth = worth(target);
    double needed = needed(target);
    List<Profile> adequate =
        fitting.stream().filter(p -> worth.applyAsDouble(p) >= needed).toList();
    Optional<Profile> fastestLoaded =
        adequate.stream().filter(p -> loaded.test(p.key())).min(FASTEST);
    if (fastestLoaded.isPresent()) {
      return new Choice.Chosen(fastestLoaded.get(), true, true);
    }
    Optional<Profile> cheapest = adequate.stream().min(CHEAPEST);
    if (cheapest.isPresent()) {
      return new Choice.Chosen(cheapest.get(), false, true);
    }
    Comparator<Profile> best = Comparator.comparingDouble(worth);
    return fitting.stream()
        .max(best.thenComparing(CHEAPEST.reversed()))
        .<Choice>map(p -> new Choice.Chosen(p, loaded.test(p.key()), false))
        .orElseGet(Choice.NothingFits::new);
  }

  private static ToDoubleFunction<Profile> worth(Target target) {
    return target instanceof Target.Agreement
        ? profile -> profile.worth().agreement()
        : profile -> profile.worth().accuracy();
  }

  /** Taken on the grid of a tenth of a point, as the edge does. */
  private double needed(Target target) {
    double asked = target.onGrid();
    return (target instanceof Target.Relative ? bestAccuracy - asked : asked) - SLACK;
  }
}
