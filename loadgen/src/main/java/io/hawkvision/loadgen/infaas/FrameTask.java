package io.hawkvision.loadgen.infaas;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A job for which a variant in memory is claimed. Immutable.
 *
 * @param readyNanos since when only a worker is missing
 * @param loadNanos how long it waited for a load before
 */
record FrameTask(
    FrameJob job, VariantKey key, Optional<Shortfall> shortfall, long readyNanos, long loadNanos) {
  FrameTask {
    requireNonNull(job, "job");
    requireNonNull(key, "key");
    requireNonNull(shortfall, "shortfall");
  }

  FrameTask fallingBackTo(VariantKey smallest) {
    return new FrameTask(job, smallest, Optional.of(Shortfall.DEADLINE), readyNanos, loadNanos);
  }
}
