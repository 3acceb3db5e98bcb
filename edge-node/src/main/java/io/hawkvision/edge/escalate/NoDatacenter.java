package io.hawkvision.edge.escalate;

import io.hawkvision.edge.decide.DegradeReason;
import io.hawkvision.edge.decide.EscalationState;
import io.hawkvision.zoo.family.Family;
import io.vertx.core.Future;
import java.util.List;

/** An edge on its own: whatever its policy would escalate is answered degraded. Any thread. */
public final class NoDatacenter implements Escalator {
  @Override
  public EscalationState state(Family family, String variant) {
    return EscalationState.DOWN;
  }

  @Override
  public Future<EscalationOutcome> escalate(EscalationRequest request) {
    return Future.succeededFuture(new EscalationOutcome.Unanswered(DegradeReason.LINK_DOWN));
  }

  @Override
  public LinkStatus status() {
    return new LinkStatus("off", "", List.of());
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
