package io.hawkvision.edge.decide;

import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Route;
import java.util.List;
import java.util.function.Function;

/**
 * The rule of the edge, a pure function. Where the edge's score suffices, the edge's answer wins,
 * whatever the link could offer; the link decides only what becomes of the others, and which of the
 * policies that all meet the target is applied.
 */
public final class Decider {
  private Decider() {}

  /**
   * The verdict on one frame.
   *
   * @param score the edge score, 0 to 1; not a number counts as unsure
   * @param policies all meet the target alike, the one that is preferred last, towards the safe
   *     side before it
   * @param states of routes
   * @param budgetNanos what is left of the frame's deadline
   */
  public static Verdict decide(
      double score,
      List<Policy> policies,
      Function<Route, EscalationState> states,
      long budgetNanos) {
    Policy policy = feasible(policies, states);
    if (policy.answersLocally(score)) {
      return Verdict.ANSWER;
    }
    Route route = policy.route(score);
    EscalationState state = states.apply(route);
    if (!state.routeOpen()) {
      return new Verdict.Degrade(DegradeReason.LINK_DOWN);
    }
    if (budgetNanos <= state.smoothedRttNanos()) {
      return new Verdict.Degrade(DegradeReason.DEADLINE);
    }
    if (!state.windowOpen()) {
      return new Verdict.Degrade(DegradeReason.DC_REFUSED);
    }
    return new Verdict.Escalate(route);
  }

  /** The last policy all of whose routes are open; where there is none, the last one. */
  static Policy feasible(List<Policy> policies, Function<Route, EscalationState> states) {
    for (int i = policies.size() - 1; i >= 0; i--) {
      Policy policy = policies.get(i);
      if (isOpen(policy.hard(), states)
          && (policy.middle().equals(policy.hard()) || isOpen(policy.middle(), states))) {
        return policy;
      }
    }
    return policies.get(policies.size() - 1);
  }

  private static boolean isOpen(Route route, Function<Route, EscalationState> states) {
    return states.apply(route).routeOpen();
  }
}
