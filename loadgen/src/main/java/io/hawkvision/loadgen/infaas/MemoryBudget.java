package io.hawkvision.loadgen.infaas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many bytes of variants may be loaded at a time, and which go first when others come: the
 * least recently used. Pure.
 */
record MemoryBudget(long bytes) {
  MemoryBudget {
    if (bytes < 1) {
      throw new IllegalArgumentException("a memory budget is positive");
    }
  }

  /**
   * A variant in memory.
   *
   * @param lastUse grows with every use
   * @param pinned whether it may never leave
   */
  record Loaded(VariantKey key, long bytes, long lastUse, boolean pinned) {}

  /**
   * Who has to leave so that a newcomer fits: no one more than needed, in the order of their last
   * use. Empty if the newcomer does not fit beside the pinned ones.
   */
  Optional<List<VariantKey>> victims(List<Loaded> loaded, long newcomerBytes) {
    long free = bytes - newcomerBytes - loaded.stream().mapToLong(Loaded::bytes).sum();
    List<VariantKey> victims = new ArrayList<>();
    List<Loaded> byLastUse =
        loaded.stream()
            .filter(each -> !each.pinned())
            .sorted(Comparator.comparingLong(Loaded::lastUse))
            .toList();
    for (Loaded eldest : byLastUse) {
      if (free >= 0) {
        break;
      }
      victims.add(eldest.key());
      free += eldest.bytes();
    }
    return free >= 0 ? Optional.of(List.copyOf(victims)) : Optional.empty();
  }
}
