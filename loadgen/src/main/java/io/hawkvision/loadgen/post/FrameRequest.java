package io.hawkvision.loadgen.post;

import static java.util.Objects.requireNonNull;

import io.hawkvision.loadgen.source.LabelledFrame;

/** A frame and what it asks for. */
public record FrameRequest(LabelledFrame frame, Ask ask) {
  public FrameRequest {
    requireNonNull(frame, "frame");
    requireNonNull(ask, "ask");
  }
}
