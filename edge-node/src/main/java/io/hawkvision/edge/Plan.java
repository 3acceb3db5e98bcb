package io.hawkvision.edge;

import static java.util.Objects.requireNonNull;

import io.hawkvision.edge.decide.Guarantee;
import io.hawkvision.edge.infer.ServedFamily;
import io.hawkvision.zoo.certify.Certificate;
import io.hawkvision.zoo.policy.Policy;
import java.util.List;
import java.util.Optional;

/**
 * By whose networks and by which policies a request is served.
 *
 * @param policies alike in what they promise, the preferred one last, towards the safe side before
 * @param certificate where the guarantee is one
 */
record Plan(
    ServedFamily served,
    List<Policy> policies,
    Guarantee guarantee,
    Optional<Certificate> certificate) {
  Plan {
    requireNonNull(served, "served");
    policies = List.copyOf(policies);
    requireNonNull(guarantee, "guarantee");
    requireNonNull(certificate, "certificate");
  }

  static Plan of(ServedFamily served, List<Policy> policies, Guarantee guarantee) {
    return new Plan(served, policies, guarantee, Optional.empty());
  }

  /** The same policies, and nothing that is promised of them; the certificate stays watched. */
  Plan suspended() {
    return new Plan(served, policies, Guarantee.suspended(), certificate);
  }

  /** The same plan moved towards the safe side: 1 leaves it, 0 keeps the first policy only. */
  Plan safer(double share) {
    if (share >= 1 || policies.size() == 1) {
      return this;
    }
    int last = (int) Math.floor(Math.max(0, share) * (policies.size() - 1));
    return new Plan(served, policies.subList(0, last + 1), guarantee, certificate);
  }
}
