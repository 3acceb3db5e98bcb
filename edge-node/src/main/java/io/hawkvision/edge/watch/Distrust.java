package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * After the memory was lost nobody knows which promises were already broken. The manifest a family
 * is first seen with from then on is not believed; another manifest, proved anew, is. Any thread.
 */
final class Distrust {
  private final Optional<String> damage;
  private final Map<String, String> doubted = new ConcurrentHashMap<>();
  private final Changes changes;

  /** What the store keeps of it: the damage, and the doubted manifest of each family. */
  record Kept(String damage, Map<String, String> doubted) {
    Kept {
      requireNonNull(damage, "damage");
      doubted = Map.copyOf(doubted);
    }
  }

  Distrust(Optional<Kept> kept, Changes changes) {
    this.damage = kept.map(Kept::damage);
    kept.ifPresent(known -> doubted.putAll(known.doubted()));
    this.changes = changes;
  }

  void meet(String family, String manifestHash) {
    if (damage.isPresent() && doubted.putIfAbsent(family, manifestHash) == null) {
      changes.changed(StateNames.DAMAGE, () -> kept().map(Object.class::cast));
    }
  }

  boolean doubts(String family, String manifestHash) {
    return damage.isPresent() && manifestHash.equals(doubted.get(family));
  }

  Optional<Kept> kept() {
    return damage.map(text -> new Kept(text, new HashMap<>(doubted)));
  }

  Optional<String> damage() {
    return damage;
  }
}
