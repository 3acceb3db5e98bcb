package io.hawkvision.edge.escalate;

import static java.util.Objects.requireNonNull;

import io.hawkvision.edge.decide.DegradeReason;
import java.util.Optional;

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

  /**
   * No usable answer; the edge's own stands in.
   *
   * @param uplinkBytes what was sent all the same
   */
  record Unanswered(DegradeReason reason, int uplinkBytes) implements EscalationOutcome {
    public Unanswered {
      requireNonNull(reason, "reason");
    }

    /** Nothing was sent. */
    public Unanswered(DegradeReason reason) {
      this(reason, 0);
    }
  }

  /**
   * What the answer took in the datacenter, as it says itself.
   *
   * @param source how it knows: a sensor's word, or {@code modelled}
   */
  record DcEnergy(double joules, String source) {
    public DcEnergy {
      requireNonNull(source, "source");
    }
  }

  /**
   * What the trip cost.
   *
   * @param uplinkBytes the whole message as it went into the stream
   * @param totalNanos from the verdict to the answer, on the edge's clock
   * @param dcQueueNanos waiting in the datacenter, on its clock
   * @param dcInferNanos decoding and computing in the datacenter, on its clock
   * @param dcEnergy where the datacenter tells
   */
  record Trip(
      int uplinkBytes,
      long totalNanos,
      long dcQueueNanos,
      long dcInferNanos,
      Optional<DcEnergy> dcEnergy) {
    public Trip {
      requireNonNull(dcEnergy, "dcEnergy");
    }

    /** The way there and back: the total less what the datacenter says it spent. */
    public long rttNanos() {
      return Math.max(0, totalNanos - dcQueueNanos - dcInferNanos);
    }
  }
}
