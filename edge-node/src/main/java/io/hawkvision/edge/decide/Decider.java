package io.hawkvision.edge.decide;

import io.hawkvision.zoo.policy.Policy;

/**
 * The rule of the edge, a pure function. Where the edge's score suffices, the edge's answer wins,
 * whatever the link could offer; the link decides only what becomes of the others.
 */
public final class Decider {
  private Decider() {}

  /**
   * The verdict on one frame.
   *
   * @param score the edge score, 0 to 1
   * @param budgetNanos what is left of the frame's deadline
   */
  public static Verdict decide(
      double score, Policy policy, EscalationState state, long budgetNanos) {
    if (policy.answersLocally(score)) {
      return Verdict.ANSWER;
    }
    if (!state.routeOpen()) {
      return new Verdict.Degrade(DegradeReason.LINK_DOWN);
    }
    if (budgetNanos <= state.smoothedRttNanos()) {
      return new Verdict.Degrade(DegradeReason.DEADLINE);
    }
    if (!state.windowOpen()) {
      return new Verdict.Degrade(DegradeReason.DC_REFUSED);
    }
    return new Verdict.Escalate(policy.variant(), policy.level());
  }
}
