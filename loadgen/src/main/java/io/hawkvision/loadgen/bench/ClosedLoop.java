package io.hawkvision.loadgen.bench;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/** Posts one frame at a time, the next when the answer to the last is in. */
final class ClosedLoop {
  private static final long HIGHEST_NANOS = 60_000_000_000L;
  private static final int PATIENCE_MINUTES = 10;

  private final FramePoster poster;
  private final AskedTarget target;
  private final List<LabelledFrame> frames;

  ClosedLoop(FramePoster poster, AskedTarget target, List<LabelledFrame> frames) {
    this.poster = poster;
    this.target = target;
    this.frames = List.copyOf(frames);
  }

  /** Every frame must be answered by the edge: anything else is another measurement. */
  Round.Latency run(int count) throws IOException {
    Turn turn = new Turn(count);
    turn.next();
    try {
      return Round.Latency.of(turn.finished.get(PATIENCE_MINUTES, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the edge did not answer every frame by itself: " + e.getMessage(), e);
    }
  }

  /** State of one run; only ever one frame is under way. */
  private final class Turn {
    private final CompletableFuture<Histogram> finished = new CompletableFuture<>();
    private final Histogram nanos = new Histogram(HIGHEST_NANOS, 3);
    private final int count;
    private int done;

    Turn(int count) {
      this.count = count;
    }

    void next() {
      long begun = System.nanoTime();
      poster.post(frames.get(done % frames.size()), target, reply -> ended(reply, begun));
    }

    private void ended(Reply reply, long begun) {
      boolean fine =
          reply instanceof Reply.Answered answered
              && !answered.answer().byDc()
              && !answered.answer().degraded();
      if (!fine) {
        finished.completeExceptionally(new IOException(reply.toString()));
        return;
      }
      nanos.recordValue(Math.min(HIGHEST_NANOS, reply.atNanos() - begun));
      done++;
      if (done == count) {
        finished.complete(nanos);
      } else {
        next();
      }
    }
  }
}
