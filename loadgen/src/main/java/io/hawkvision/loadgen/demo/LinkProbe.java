package io.hawkvision.loadgen.demo;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits until the edge has reached its datacenter, as a camera would notice: a frame comes back
 * answered by it. These frames are sent before the run and belong to no target.
 */
final class LinkProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final long PAUSE_MILLIS = 200;
  private static final int MOST_LOCAL_ANSWERS = 200;

  private final FramePoster poster;

  LinkProbe(FramePoster poster) {
    this.poster = poster;
  }

  /** Goes from frame to frame, since the edge may be sure of any single one. */
  void awaitDatacenter(FrameSource source, AskedTarget target) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int local = 0;
    for (long index = 0; local < MOST_LOCAL_ANSWERS; index++) {
      Reply reply = ask(source.frame(index), target);
      if (reply instanceof Reply.Answered answered && !answered.answer().degraded()) {
        if (answered.answer().byDc()) {
          return;
        }
        local++;
      } else if (System.nanoTime() > end) {
        throw new IOException("the edge node did not reach its datacenter: " + reply);
      } else {
        pause();
      }
    }
    throw new IOException("the edge node escalated none of " + local + " frames");
  }

  private Reply ask(LabelledFrame frame, AskedTarget target) throws IOException {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    poster.post(frame, target, reply::complete);
    try {
      return reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the edge node does not answer", e);
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
