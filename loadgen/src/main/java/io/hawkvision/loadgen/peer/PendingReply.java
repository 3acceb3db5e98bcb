package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.Reply;
import java.util.Optional;
import java.util.function.Consumer;

/** One frame under way: replied to exactly once, at the latest by a timer. The loop's thread. */
final class PendingReply {
  private final ClientLoop loop;
  private final Consumer<Reply> done;
  private final long timer;
  private Optional<Runnable> abandon = Optional.empty();
  private boolean ended;

  PendingReply(ClientLoop loop, Consumer<Reply> done) {
    this.loop = loop;
    this.done = done;
    this.timer = loop.vertx().setTimer(loop.limits().timeout().toMillis(), ignored -> giveUp());
  }

  /** False when the frame has been given up: whoever asks must let go of what he got for it. */
  boolean isOpen() {
    return !ended;
  }

  /** What lets go of the connection if no answer comes. */
  void onGivingUp(Runnable action) {
    abandon = Optional.of(action);
  }

  void answered(Answer answer) {
    end(new Reply.Answered(loop.clock().nanos(), answer));
  }

  void failed(String cause) {
    end(new Reply.Failed(loop.clock().nanos(), cause));
  }

  private void giveUp() {
    failed("no answer in " + loop.limits().timeout().toMillis() + " ms");
    abandon.ifPresent(Runnable::run);
  }

  private void end(Reply reply) {
    if (!ended) {
      ended = true;
      loop.vertx().cancelTimer(timer);
      done.accept(reply);
    }
  }
}
