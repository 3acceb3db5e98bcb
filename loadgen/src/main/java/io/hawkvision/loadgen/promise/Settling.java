package io.hawkvision.loadgen.promise;

import io.hawkvision.loadgen.drive.SingleFrames;
import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits until the node has decided what a target is worth, as a camera would notice: two answers in
 * a row say the same. The frames asked with belong to no target.
 */
final class Settling {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So long a target may stay unproven without a reason before that counts as settled. */
  private static final Duration UNPROVEN = Duration.ofSeconds(5);

  private static final long PAUSE_MILLIS = 50;
  private static final String REFUSED = "HTTP 422 target-unattainable";

  private final SingleFrames frames;
  private final LabelledFrame frame;
  private final NanoClock clock;

  Settling(FramePoster poster, LabelledFrame frame, NanoClock clock) {
    this.frames = new SingleFrames(poster);
    this.frame = frame;
    this.clock = clock;
  }

  /** False when the node refuses the target as unattainable. */
  boolean isServed(AskedTarget target) throws IOException {
    long startNanos = clock.nanos();
    Optional<Answer.Guarantee> before = Optional.empty();
    Reply reply = frames.ask(frame, target);
    while (clock.nanos() - startNanos < PATIENCE.toNanos()) {
      if (reply instanceof Reply.Failed failed && failed.cause().equals(REFUSED)) {
        return false;
      }
      if (reply instanceof Reply.Answered answered && !answered.answer().degraded()) {
        Answer.Guarantee now = guarantee(answered.answer());
        boolean undecided = now.mayBePending() && clock.nanos() - startNanos < UNPROVEN.toNanos();
        if (before.equals(Optional.of(now)) && !undecided) {
          return true;
        }
        before = Optional.of(now);
      }
      SingleFrames.pause(PAUSE_MILLIS);
      reply = frames.ask(frame, target);
    }
    throw new IOException(
        "the node did not settle target "
            + target
            + " in "
            + PATIENCE.toSeconds()
            + " s; the last reply: "
            + reply);
  }

  private static Answer.Guarantee guarantee(Answer answer) throws IOException {
    return answer
        .guarantee()
        .orElseThrow(() -> new IOException("the node's answers do not say what they guarantee"));
  }
}
