package io.hawkvision.edge.watch;

import java.util.Optional;
import java.util.function.Supplier;

/** Where what must survive a restart is reported. Any thread; never blocks. */
@FunctionalInterface
interface Changes {
  /**
   * Replaces an entry of the store.
   *
   * @param entry called on the store's thread when it writes; empty removes the entry
   */
  void changed(String name, Supplier<Optional<Object>> entry);
}
