package io.hawkvision.dc.schedule;

import io.hawkvision.dc.intake.FrameId;
import io.hawkvision.dc.intake.Outcome;
import io.hawkvision.dc.intake.PendingFrame;
import io.hawkvision.dc.models.ModelKey;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Builds frames that remember their outcomes. */
final class Frames {
  static final ModelKey SIGNS = new ModelKey("signs", 1, "dc-m");
  static final ModelKey BIRDS = new ModelKey("birds", 2, "dc-l");

  private final Map<FrameId, Outcome> outcomes = new ConcurrentHashMap<>();
  private long next;

  PendingFrame frame(ModelKey model, long arrivedAtNanos, long deadlineAtNanos) {
    return frame(model, arrivedAtNanos, deadlineAtNanos, 10);
  }

  PendingFrame frame(ModelKey model, long arrivedAtNanos, long deadlineAtNanos, int bytes) {
    FrameId id = new FrameId(0, next++);
    EncodedImage image = new EncodedImage(new byte[bytes], ImageFormat.JPEG, 1, 1);
    PendingFrame.Span span = new PendingFrame.Span(arrivedAtNanos, deadlineAtNanos);
    return new PendingFrame(id, model, image, span, (frame, outcome) -> outcomes.put(id, outcome));
  }

  Map<FrameId, Outcome> outcomes() {
    return new LinkedHashMap<>(outcomes);
  }

  boolean wasRefused(PendingFrame frame, Outcome.Refusal refusal) {
    return outcomes.get(frame.id()) instanceof Outcome.Refused refused
        && refused.refusal() == refusal;
  }
}
