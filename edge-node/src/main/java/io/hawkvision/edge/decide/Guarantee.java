package io.hawkvision.edge.decide;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What stands behind the answers to a target.
 *
 * @param bound what is proven with the confidence level: the lowest accuracy or agreement, for a
 *     relative target the largest loss
 * @param estimate a point estimate, where nothing is proven
 * @param missingFrames about how many more calibration frames would prove the target
 */
public record Guarantee(
    State state,
    OptionalDouble bound,
    OptionalDouble estimate,
    OptionalLong missingFrames,
    Optional<String> certificate) {
  /** How much an answer promises. The label is the wire's word. */
  public enum State {
    /** The target is met, with the confidence level. */
    CERTIFIED,
    /** Not proven, or not yet; every frame goes to the best variant. */
    NOT_YET,
    /** The caller takes whatever there is. */
    BEST_EFFORT;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Guarantee {
    requireNonNull(state, "state");
    requireNonNull(bound, "bound");
    requireNonNull(estimate, "estimate");
    requireNonNull(missingFrames, "missingFrames");
    requireNonNull(certificate, "certificate");
  }

  public static Guarantee certified(double bound, String certificate) {
    return new Guarantee(
        State.CERTIFIED,
        OptionalDouble.of(bound),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Optional.of(certificate));
  }

  public static Guarantee notYet(double bound, OptionalLong missingFrames) {
    return new Guarantee(
        State.NOT_YET,
        OptionalDouble.of(bound),
        OptionalDouble.empty(),
        missingFrames,
        Optional.empty());
  }

  /** The proof holds for other traffic than today's: nothing is known until it is made anew. */
  public static Guarantee suspended() {
    return new Guarantee(
        State.NOT_YET,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }

  /** Nothing is promised, and nothing estimated. */
  public static Guarantee unknown() {
    return new Guarantee(
        State.BEST_EFFORT,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }

  public static Guarantee bestEffort(double estimate) {
    return new Guarantee(
        State.BEST_EFFORT,
        OptionalDouble.empty(),
        OptionalDouble.of(estimate),
        OptionalLong.empty(),
        Optional.empty());
  }
}
