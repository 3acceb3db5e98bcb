package io.hawkvision.loadgen.drive;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.source.FrameSource;
import java.io.IOException;
import java.time.Duration;

/**
 * Waits until the edge has reached its datacenter, as a camera would notice: a frame comes back
 * answered by it. These frames are sent before the run and belong to no target.
 */
public final class LinkProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final long PAUSE_MILLIS = 200;
  private static final int MOST_LOCAL_ANSWERS = 200;

  private final SingleFrames frames;

  public LinkProbe(FramePoster poster) {
    this.frames = new SingleFrames(poster);
  }

  /** Goes from frame to frame, since the edge may be sure of any single one. */
  public void awaitDatacenter(FrameSource source, AskedTarget target) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int local = 0;
    for (long index = 0; local < MOST_LOCAL_ANSWERS; index++) {
      Reply reply = frames.ask(source.frame(index), target);
      if (reply instanceof Reply.Answered answered && !answered.answer().degraded()) {
        if (answered.answer().byDc()) {
          return;
        }
        local++;
      } else if (System.nanoTime() > end) {
        throw new IOException("the edge node did not reach its datacenter: " + reply);
      } else {
        SingleFrames.pause(PAUSE_MILLIS);
      }
    }
    throw new IOException("the edge node escalated none of " + local + " frames");
  }
}
