package io.hawkvision.loadgen.infaas;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** How a job ended. */
sealed interface JobEnd {
  /** Scores of a variant. */
  @SuppressWarnings("ArrayRecordComponent") // wrapped once, read-only, never compared
  record Answered(VariantKey key, Optional<Shortfall> shortfall, float[] probabilities, Times times)
      implements JobEnd {
    public Answered {
      requireNonNull(key, "key");
      requireNonNull(shortfall, "shortfall");
      requireNonNull(probabilities, "probabilities");
      requireNonNull(times, "times");
    }
  }

  /** No answer. */
  record Refused(Refusal refusal) implements JobEnd {
    public Refused {
      requireNonNull(refusal, "refusal");
    }
  }

  /** Waiting for a worker, waiting for the variant's load, decoding, computing. */
  record Times(long queueNanos, long loadNanos, long decodeNanos, long inferNanos) {}
}
