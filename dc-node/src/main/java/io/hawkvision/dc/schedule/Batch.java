package io.hawkvision.dc.schedule;

import static java.util.Objects.requireNonNull;

import io.hawkvision.dc.intake.PendingFrame;
import io.hawkvision.dc.models.ModelKey;
import java.util.List;

/** Claimed frames of one model, to be computed together; the taker owes each an outcome. */
public record Batch(ModelKey model, List<PendingFrame> frames, long takenAtNanos) {
  public Batch {
    requireNonNull(model, "model");
    frames = List.copyOf(frames);
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one frame");
    }
  }
}
