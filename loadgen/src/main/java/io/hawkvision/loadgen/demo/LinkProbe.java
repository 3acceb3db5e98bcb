package io.hawkvision.loadgen.demo;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits until the edge has reached its datacenter, as a camera would notice: an answer that is not
 * flagged for a missing link. These frames are sent before the run and belong to no target.
 */
final class LinkProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final long PAUSE_MILLIS = 200;

  private final FramePoster poster;

  LinkProbe(FramePoster poster) {
    this.poster = poster;
  }

  /** An undegraded answer at the highest target means that escalation works, or is not needed. */
  void awaitDatacenter(LabelledFrame frame, AskedTarget target) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Reply last = ask(frame, target);
    while (!isFine(last)) {
      if (System.nanoTime() > end) {
        throw new IOException("the edge node did not reach its datacenter: " + last);
      }
      pause();
      last = ask(frame, target);
    }
  }

  private static boolean isFine(Reply reply) {
    return reply instanceof Reply.Answered answered && !answered.answer().degraded();
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
