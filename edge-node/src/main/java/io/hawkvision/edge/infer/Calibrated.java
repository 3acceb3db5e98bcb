package io.hawkvision.edge.infer;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.certify.BandBounds;
import io.hawkvision.zoo.certify.Certifier;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.policy.PolicyChooser;
import io.hawkvision.zoo.policy.Target;

/**
 * What a family's outcome table says: proofs, point estimates, and what the edge's own answers are
 * worth. Immutable, any thread.
 *
 * @param right bounds on right answers of the edge, by score
 * @param agreeing bounds on answers of the edge that are the best variant's, by score
 */
public record Calibrated(
    Certifier certifier, PolicyChooser estimates, BandBounds right, BandBounds agreeing) {
  public Calibrated {
    requireNonNull(certifier, "certifier");
    requireNonNull(estimates, "estimates");
    requireNonNull(right, "right");
    requireNonNull(agreeing, "agreeing");
  }

  /** Sorts and tests the whole table: some tenths of a second, never on an event loop. */
  public static Calibrated of(Family family) {
    Certifier certifier = new Certifier(family);
    return new Calibrated(
        certifier,
        new PolicyChooser(family),
        certifier.bands(Target.absolute(0.5)),
        certifier.bands(Target.agreement(1)));
  }

  /** How good the edge's answer of this score is at least, in what the target speaks of. */
  public double lowerBound(Target target, double score) {
    return (target instanceof Target.Agreement ? agreeing : right).lowerBound(score);
  }
}
