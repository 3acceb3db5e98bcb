package io.hawkvision.edge.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The watched targets, least recently used first. Callers choose targets, so there is a bound; at
 * it the longest unused one without an alarm goes: nobody can wash an alarm away by asking for many
 * targets. Any event loop.
 */
final class WatchedTargets {
  private final int most;
  private final Map<WatchKey, WatchedTarget> targets = new LinkedHashMap<>(16, 0.75f, true);
  private final Consumer<WatchKey> forgotten;
  private long forgottenTargets;

  WatchedTargets(int most, Consumer<WatchKey> forgotten) {
    this.most = most;
    this.forgotten = forgotten;
  }

  synchronized WatchedTarget of(WatchKey key) {
    WatchedTarget known = targets.get(key);
    if (known != null) {
      return known;
    }
    WatchedTarget fresh = new WatchedTarget(TargetState.fresh(key, NullRate.UNKNOWN));
    put(fresh);
    return fresh;
  }

  synchronized void put(WatchedTarget target) {
    targets.put(target.state().key(), target);
    if (targets.size() > most) {
      WatchKey leaving = leastMissed();
      targets.remove(leaving);
      forgottenTargets++;
      forgotten.accept(leaving);
    }
  }

  private WatchKey leastMissed() {
    Optional<WatchKey> calm =
        targets.values().stream()
            .map(WatchedTarget::state)
            .filter(
                state ->
                    !state.alarmed()
                        && !state.promise().broken()
                        && !state.shift().promise().broken())
            .map(TargetState::key)
            .findFirst();
    return calm.orElseGet(() -> targets.keySet().iterator().next());
  }

  synchronized List<WatchedTarget> all() {
    return new ArrayList<>(targets.values());
  }

  synchronized long forgottenTargets() {
    return forgottenTargets;
  }
}
