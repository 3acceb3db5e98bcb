package io.hawkvision.dc.intake;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.power.FrameEnergy;
import java.util.List;
import java.util.Optional;

/** How an escalation ended, as far as its edge is told. Values; any thread. */
public sealed interface Outcome permits Outcome.Computed, Outcome.Refused {

  /** The network's output, with what it cost. */
  record Computed(
      List<Float> logits, Durations durations, int batchFrames, Optional<FrameEnergy> energy)
      implements Outcome {
    public Computed {
      logits = List.copyOf(logits);
      requireNonNull(durations, "durations");
      requireNonNull(energy, "energy");
    }
  }

  /** No output, and why. The detail is for logs, never for callers. */
  record Refused(Refusal refusal, String detail) implements Outcome {
    public Refused {
      requireNonNull(refusal, "refusal");
      requireNonNull(detail, "detail");
    }
  }

  /**
   * Where a computed frame's time went, without gaps.
   *
   * @param queueNanos from receipt until a worker took the frame
   * @param decodeNanos from there to the start of the run: the pictures of the whole batch
   * @param inferNanos the run
   */
  record Durations(long queueNanos, long decodeNanos, long inferNanos) {}

  /** The reasons of the wire, in our own words. */
  enum Refusal {
    OVERLOADED,
    EXPIRED,
    UNKNOWN_VERSION,
    BAD_PAYLOAD,
    INTERNAL
  }
}
