package io.hawkvision.edge.escalate;

import io.hawkvision.edge.frame.FrameId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The escalations without an answer, and a bounded memory of those that were given up, so that a
 * late answer is told from a stray one. Each entry leaves exactly once. One event loop.
 */
final class PendingEscalations {
  private static final int REMEMBERED = 1024;

  private final Map<FrameId, Pending> pending = new HashMap<>();
  private final Map<FrameId, Boolean> givenUp =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<FrameId, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** One escalation on its way. */
  record Pending(
      EscalationRequest request,
      int uplinkBytes,
      long sentNanos,
      long timer,
      Consumer<EscalationOutcome> completion) {}

  void add(Pending escalation) {
    pending.put(escalation.request().id(), escalation);
  }

  Optional<Pending> take(FrameId id) {
    return Optional.ofNullable(pending.remove(id));
  }

  /** Takes an escalation whose budget is spent, and remembers it. */
  Optional<Pending> giveUp(FrameId id) {
    Optional<Pending> taken = take(id);
    taken.ifPresent(escalation -> givenUp.put(id, true));
    return taken;
  }

  /** Whether an answer to this id is merely late; says so once for each id. */
  boolean isLate(FrameId id) {
    return givenUp.remove(id) != null;
  }

  List<Pending> takeAll() {
    List<Pending> all = new ArrayList<>(pending.values());
    pending.clear();
    return all;
  }
}
