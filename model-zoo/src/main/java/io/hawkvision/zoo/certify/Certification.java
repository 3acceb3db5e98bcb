package io.hawkvision.zoo.certify;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.policy.Policy;
import java.util.OptionalLong;

/** What became of a target: a proof, not yet one, or the statement that there can be none. */
public sealed interface Certification {
  /** The target is met. */
  record Certified(Certificate certificate) implements Certification {
    public Certified {
      requireNonNull(certificate, "certificate");
    }
  }

  /**
   * Neither proven nor refuted: too few frames.
   *
   * @param served everything to the best variant
   * @param lowerBound of the served policy, certified
   * @param missingFrames about how many more independent frames would settle it if the estimate is
   *     true; empty where no number would
   * @param maxCertified the highest target of this kind that is proven
   */
  record NotYet(
      Policy served,
      double lowerBound,
      double estimate,
      OptionalLong missingFrames,
      double maxCertified)
      implements Certification {
    public NotYet {
      requireNonNull(served, "served");
      requireNonNull(missingFrames, "missingFrames");
    }
  }

  /**
   * No policy of this family meets the target.
   *
   * @param upperBound the true accuracy of the most accurate policy lies below it, certified
   * @param maxCertified the highest target of this kind that is proven
   */
  record Unattainable(double upperBound, double maxCertified) implements Certification {}
}
