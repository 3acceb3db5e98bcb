package io.hawkvision.edge.decide;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.policy.Route;

/** What happens to a frame that the edge network has scored. */
public sealed interface Verdict permits Verdict.Answer, Verdict.Escalate, Verdict.Degrade {
  Verdict ANSWER = new Answer();

  /** The edge's answer is good enough for the target. */
  record Answer() implements Verdict {}

  /** The policy sends this frame to the datacenter, and it can go. */
  record Escalate(Route route) implements Verdict {
    public Escalate {
      requireNonNull(route, "route");
    }
  }

  /** The policy would send this frame to the datacenter; the edge's answer stands in for it. */
  record Degrade(DegradeReason reason) implements Verdict {
    public Degrade {
      requireNonNull(reason, "reason");
    }
  }
}
