package io.hawkvision.edge.answer;

import static java.util.Objects.requireNonNull;

import io.hawkvision.edge.decide.DegradeReason;
import io.hawkvision.edge.decide.Guarantee;
import io.hawkvision.edge.escalate.EscalationOutcome.Answered;
import io.hawkvision.edge.frame.FrameHead;
import io.hawkvision.edge.frame.FrameId;
import io.hawkvision.edge.infer.Inference;
import io.hawkvision.edge.infer.ServedFamily;
import io.hawkvision.zoo.power.FrameEnergy;
import java.util.Optional;

/**
 * A frame's answer before it is written.
 *
 * @param guarantee what stands behind the target
 * @param dc the datacenter's answer, where that is the one given
 * @param reason why the answer is degraded, where it is
 * @param energy of the edge, where it is known
 */
public record FrameAnswer(
    FrameId id,
    FrameHead head,
    ServedFamily served,
    Inference edge,
    Guarantee guarantee,
    Optional<Answered> dc,
    Optional<DegradeReason> reason,
    Times times,
    Optional<FrameEnergy> energy) {
  public FrameAnswer {
    requireNonNull(id, "id");
    requireNonNull(head, "head");
    requireNonNull(served, "served");
    requireNonNull(edge, "edge");
    requireNonNull(guarantee, "guarantee");
    requireNonNull(dc, "dc");
    requireNonNull(reason, "reason");
    requireNonNull(times, "times");
    requireNonNull(energy, "energy");
  }

  /** What only the pipeline knows; {@code escalateNanos} is 0 where nothing was sent. */
  public record Times(long escalateNanos, long totalNanos) {}

  float[] probabilities() {
    return dc.map(Answered::probabilities).orElse(edge.probabilities());
  }
}
