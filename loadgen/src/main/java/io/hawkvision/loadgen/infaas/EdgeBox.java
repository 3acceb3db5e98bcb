package io.hawkvision.loadgen.infaas;

import static java.util.Objects.requireNonNull;

/**
 * The machine that is played.
 *
 * @param workers threads that decode and infer
 */
record EdgeBox(int workers, MemoryBudget memory, EdgeSlowdown slowdown) {
  private static final int MOST_WORKERS = 256;

  EdgeBox {
    requireNonNull(memory, "memory");
    requireNonNull(slowdown, "slowdown");
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new IllegalArgumentException("workers must be from 1 to " + MOST_WORKERS);
    }
  }
}
