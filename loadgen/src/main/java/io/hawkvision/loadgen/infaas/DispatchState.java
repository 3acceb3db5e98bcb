package io.hawkvision.loadgen.infaas;

import java.util.List;

/** The dispatcher at one moment, for the metrics page. */
record DispatchState(Memory memory, Queues queues, DispatchCounts.Copy counts) {
  /** What is loaded and what it takes; bytes count those that come or have not left, too. */
  record Memory(List<VariantKey> loaded, long bytes, long budgetBytes) {
    Memory {
      loaded = List.copyOf(loaded);
    }
  }

  /** How full. */
  record Queues(int inFlight, int ready, int waiting) {}
}
