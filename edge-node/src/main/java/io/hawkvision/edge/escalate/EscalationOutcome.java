package io.hawkvision.edge.escalate;

import static java.util.Objects.requireNonNull;

import io.hawkvision.edge.decide.DegradeReason;

/** What came of an escalation. There is always an outcome, never an exception. */
public sealed interface EscalationOutcome
    permits EscalationOutcome.Answered, EscalationOutcome.Unanswered {
  /** The datacenter's answer, checked against what was asked. */
  @SuppressWarnings("ArrayRecordComponent") // wrapped once, read-only, never compared
  record Answered(float[] probabilities, String variant, String level, Trip trip)
      implements EscalationOutcome {
    public Answered {
      requireNonNull(probabilities, "probabilities");
      requireNonNull(variant, "variant");
      requireNonNull(level, "level");
      requireNonNull(trip, "trip");
    }
  }

  /** No usable answer; the edge's own stands in. */
  record Unanswered(DegradeReason reason) implements EscalationOutcome {
    public Unanswered {
      requireNonNull(reason, "reason");
    }
  }

  /**
   * What the trip cost.
   *
   * @param uplinkBytes the whole message as it went into the stream
   * @param totalNanos from the verdict to the answer, on the edge's clock
   * @param dcQueueNanos waiting in the datacenter, on its clock
   * @param dcInferNanos decoding and computing in the datacenter, on its clock
   */
  record Trip(int uplinkBytes, long totalNanos, long dcQueueNanos, long dcInferNanos) {
    /** The way there and back: the total less what the datacenter says it spent. */
    public long rttNanos() {
      return Math.max(0, totalNanos - dcQueueNanos - dcInferNanos);
    }
  }
}
