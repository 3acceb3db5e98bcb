package io.hawkvision.loadgen.post;

import io.hawkvision.loadgen.source.LabelledFrame;
import java.util.function.Consumer;

/** Sends one frame without waiting; {@code done} is called once for each, on any thread. */
@FunctionalInterface
public interface FramePoster {
  void post(LabelledFrame frame, AskedTarget target, Consumer<Reply> done);
}
