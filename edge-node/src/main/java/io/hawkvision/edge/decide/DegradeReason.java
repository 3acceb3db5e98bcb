package io.hawkvision.edge.decide;

import java.util.Locale;

/** Why an answer is not what its policy promised. The label is the wire's word. */
public enum DegradeReason {
  /** No datacenter answer within the budget, or none to be expected. */
  DEADLINE,
  /** No usable datacenter node: not configured, not connected, or it lacks the route. */
  LINK_DOWN,
  /** A datacenter node is there and would not, or could not, compute this frame. */
  DC_REFUSED,
  /** Audits have shown that the traffic is not what the certificate was made for. */
  PROMISE_BROKEN;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  public String label() {
    return label;
  }
}
