package io.hawkvision.loadgen.post;

import io.hawkvision.loadgen.schedule.NanoClock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Sends frames that each have a target, a deadline and a family of their own, without waiting. Says
 * once for each when it left, as near to the socket as it can tell, and once how it ended, both on
 * any thread. A frame that never left gets its reply only.
 */
@FunctionalInterface
public interface RequestPoster {
  void post(FrameRequest request, LongConsumer sentAtNanos, Consumer<Reply> done);

  /**
   * A poster that has the same deadline and family for every frame, its own; a frame has left when
   * it was handed over.
   */
  static RequestPoster ofTargetOnly(FramePoster poster, NanoClock clock) {
    return (request, sentAtNanos, done) -> {
      poster.post(request.frame(), request.ask().target(), done);
      sentAtNanos.accept(clock.nanos());
    };
  }
}
