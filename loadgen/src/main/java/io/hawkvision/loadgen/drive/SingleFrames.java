package io.hawkvision.loadgen.drive;

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

/** Posts one frame and waits for its reply, outside of any run; blocks the caller. */
public final class SingleFrames {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final FramePoster poster;

  public SingleFrames(FramePoster poster) {
    this.poster = poster;
  }

  public Reply ask(LabelledFrame frame, AskedTarget target) throws IOException {
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

  /** Between two questions. */
  public static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
