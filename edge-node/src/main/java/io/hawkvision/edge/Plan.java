package io.hawkvision.edge;

import io.hawkvision.edge.frame.FrameQuery;
import io.hawkvision.edge.frame.ServingException;
import io.hawkvision.edge.infer.ServedFamily;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.PolicyChoice;
import io.hawkvision.zoo.policy.PolicyChoice.Feasible;
import io.hawkvision.zoo.policy.PolicyChoice.Unattainable;
import java.util.Locale;

/** By whose networks and by which policy a request is served. */
record Plan(ServedFamily served, Policy policy) {
  static Plan of(ServedFamily served, FrameQuery query) {
    PolicyChoice choice = served.policies().choose(query.target());
    if (choice instanceof Feasible feasible) {
      return new Plan(served, feasible.policy());
    }
    Unattainable unattainable = (Unattainable) choice;
    if (query.bestEffort()) {
      return new Plan(served, unattainable.mostAccurate());
    }
    throw new ServingException.TargetUnattainable(
        String.format(
            Locale.ROOT,
            "No policy of family %s is estimated to reach accuracy %s; the best reaches %.4f.",
            served.family().name(),
            query.target().value(),
            unattainable.bestEstimate()),
        unattainable.bestEstimate());
  }
}
