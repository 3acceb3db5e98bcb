package io.hawkvision.edge.escalate;

import io.hawkvision.edge.decide.EscalationState;
import io.hawkvision.zoo.family.Family;
import io.vertx.core.Future;
import java.util.List;

/** The way to a datacenter node, as the pipeline sees it. Called on event loops. */
public interface Escalator {
  /** What the decision may know about this route now. */
  EscalationState state(Family family, String variant);

  /** Sends a frame; completes on the caller's event loop, by the deadline at the latest. */
  Future<EscalationOutcome> escalate(EscalationRequest request);

  LinkStatus status();

  Future<Void> close();

  /**
   * For the readiness document.
   *
   * @param state {@code up}, {@code down} or {@code off}
   * @param endpoint where the datacenter node is expected; empty when off
   * @param routes family/variant pairs that may be escalated to now
   */
  record LinkStatus(String state, String endpoint, List<String> routes) {
    public LinkStatus {
      routes = List.copyOf(routes);
    }
  }
}
