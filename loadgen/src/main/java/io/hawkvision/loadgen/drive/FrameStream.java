package io.hawkvision.loadgen.drive;

import io.hawkvision.loadgen.measure.Scoreboard;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.schedule.FrameShelf;
import io.hawkvision.loadgen.schedule.FrameWindow;
import io.hawkvision.loadgen.schedule.Leg;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.FrameSource;
import java.io.IOException;

/** One whole run: all legs of a plan, on the calling thread. */
public final class FrameStream {
  private static final long SHELF_BYTES = 64L << 20;

  private final StreamPlan plan;
  private final FrameSource source;
  private final FramePoster poster;
  private final NanoClock clock;

  public FrameStream(StreamPlan plan, FrameSource source, FramePoster poster, NanoClock clock) {
    this.plan = plan;
    this.source = source;
    this.poster = poster;
    this.clock = clock;
  }

  public Scoreboard scoreboard() {
    return new Scoreboard(plan.targets(), plan.framesPerTarget());
  }

  /** One that also remembers what became of each frame. */
  public Scoreboard tracingScoreboard() {
    return Scoreboard.tracing(plan.targets(), plan.framesPerTarget());
  }

  /** After it, every frame sent is counted, replied to or not. */
  public void run(Scoreboard scoreboard, StopFlag stop) throws IOException {
    boolean sentAgain = plan.targets().size() > 1 && !plan.interleaved();
    FrameShelf shelf = new FrameShelf(source, sentAgain ? SHELF_BYTES : 0);
    OpenLoop loop = new OpenLoop(clock, poster, stop, scoreboard);
    try {
      for (Leg leg : plan.legs()) {
        run(leg, shelf, loop, stop);
      }
    } finally {
      scoreboard.close();
    }
  }

  private void run(Leg leg, FrameShelf shelf, OpenLoop loop, StopFlag stop) throws IOException {
    if (stop.isRaised()) {
      return;
    }
    try (FrameWindow window = new FrameWindow(leg, shelf, FrameWindow.Bound.DEFAULT)) {
      window.awaitFull();
      loop.run(leg, window::take, plan.pacing().times());
    } catch (InterruptedException e) {
      if (!stop.isRaised()) {
        throw new IOException("interrupted", e);
      }
    }
  }
}
