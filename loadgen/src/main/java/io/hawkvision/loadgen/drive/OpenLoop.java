package io.hawkvision.loadgen.drive;

import io.hawkvision.loadgen.measure.PostedFrame;
import io.hawkvision.loadgen.measure.Scoreboard;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.schedule.Arrivals;
import io.hawkvision.loadgen.schedule.Leg;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Sends each frame at its intended time whatever became of the frames before it, and measures from
 * that time: a node that pauses is charged for every frame that should have been sent meanwhile.
 * Runs on the calling thread.
 */
public final class OpenLoop {
  /** Frames in slot order. */
  @FunctionalInterface
  public interface Frames {
    LabelledFrame take() throws IOException, InterruptedException;
  }

  private static final long DRAIN_AFTER_STOP_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final NanoClock clock;
  private final FramePoster poster;
  private final StopFlag stop;
  private final Scoreboard scoreboard;
  private final Object lock = new Object();
  private long underWay;

  public OpenLoop(NanoClock clock, FramePoster poster, StopFlag stop, Scoreboard scoreboard) {
    this.clock = clock;
    this.poster = poster;
    this.stop = stop;
    this.scoreboard = scoreboard;
  }

  /** Returns when every frame has its reply; soon after a stop, with some still under way. */
  public void run(Leg leg, Frames frames, Arrivals.Times times) throws IOException {
    try {
      send(leg, frames, times);
    } catch (InterruptedException e) {
      if (!stop.isRaised()) {
        throw new IOException("interrupted", e);
      }
    } finally {
      awaitReplies();
    }
  }

  private void send(Leg leg, Frames frames, Arrivals.Times times)
      throws IOException, InterruptedException {
    long startNanos = clock.nanos();
    for (long slot = 0; slot < leg.slots(); slot++) {
      LabelledFrame frame = frames.take();
      long intendedNanos = startNanos + times.next();
      clock.sleepUntil(intendedNanos);
      if (stop.isRaised()) {
        return;
      }
      post(new PostedFrame(leg.target(slot), leg.frame(slot), frame, intendedNanos));
    }
  }

  private void post(PostedFrame posted) {
    synchronized (lock) {
      underWay++;
    }
    scoreboard.sent(posted, clock.nanos());
    poster.post(
        posted.frame(),
        scoreboard.target(posted.target()),
        reply -> {
          scoreboard.settled(posted, reply);
          synchronized (lock) {
            underWay--;
            lock.notifyAll();
          }
        });
  }

  /** The poster ends every frame in bounded time; after a stop even that is too long. */
  private void awaitReplies() {
    long stoppedNanos = Long.MAX_VALUE;
    synchronized (lock) {
      while (underWay > 0) {
        if (stop.isRaised() && stoppedNanos == Long.MAX_VALUE) {
          stoppedNanos = clock.nanos();
        }
        if (stop.isRaised() && clock.nanos() - stoppedNanos > DRAIN_AFTER_STOP_NANOS) {
          return;
        }
        try {
          lock.wait(50);
        } catch (InterruptedException e) {
          if (!stop.isRaised()) {
            stop.raise();
          }
        }
      }
    }
  }
}
