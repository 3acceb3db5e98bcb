package io.hawkvision.loadgen.infaas;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.policy.Target;
import io.hawkvision.zoo.preprocess.EncodedImage;
import java.util.function.Consumer;

/**
 * A frame to be answered. Made on the event loop, answered by a worker or whoever refuses it.
 *
 * @param done told exactly once, on any thread
 */
record FrameJob(
    String family, Target target, EncodedImage image, Span span, Consumer<JobEnd> done) {
  FrameJob {
    requireNonNull(family, "family");
    requireNonNull(target, "target");
    requireNonNull(image, "image");
    requireNonNull(span, "span");
    requireNonNull(done, "done");
  }

  /** From the arrival of the request's head to its deadline. */
  record Span(long bornNanos, long deadlineNanos) {
    long leftNanos(long nowNanos) {
      return deadlineNanos - nowNanos;
    }
  }
}
