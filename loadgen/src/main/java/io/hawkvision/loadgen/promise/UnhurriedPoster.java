package io.hawkvision.loadgen.promise;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Makes the sender wait while many frames are under way: accuracy is asked for here, not latency,
 * and a slow machine should make the run longer, not its answers late. One sending thread.
 */
final class UnhurriedPoster implements FramePoster {
  private final FramePoster poster;
  private final Semaphore places;
  private final NanoClock clock;

  UnhurriedPoster(FramePoster poster, int mostUnderWay, NanoClock clock) {
    this.poster = poster;
    this.places = new Semaphore(mostUnderWay);
    this.clock = clock;
  }

  @Override
  public void post(LabelledFrame frame, AskedTarget target, Consumer<Reply> done) {
    try {
      places.acquire();
    } catch (InterruptedException e) { // Ctrl-C: the report is partial and says so
      Thread.currentThread().interrupt();
      done.accept(new Reply.Failed(clock.nanos(), "interrupted"));
      return;
    }
    poster.post(
        frame,
        target,
        reply -> {
          places.release();
          done.accept(reply);
        });
  }
}
