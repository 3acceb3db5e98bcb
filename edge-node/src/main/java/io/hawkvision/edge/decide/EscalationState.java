package io.hawkvision.edge.decide;

/**
 * What the decision may know about the link, for one route.
 *
 * @param routeOpen the link is up and the datacenter node runs this family version and variant
 * @param windowOpen one more unanswered escalation is allowed
 * @param smoothedRttNanos what the way there and back has cost lately, at most what the latest ping
 *     took; 0 when nothing is known
 */
public record EscalationState(boolean routeOpen, boolean windowOpen, long smoothedRttNanos) {
  public static final EscalationState DOWN = new EscalationState(false, false, 0);
}
