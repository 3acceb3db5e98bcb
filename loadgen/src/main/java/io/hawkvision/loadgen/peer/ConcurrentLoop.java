package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Keeps so many frames under way, the next when a reply is in: how much a system can do. Blocks the
 * caller; the poster replies on a thread of its own.
 */
final class ConcurrentLoop {
  private static final int PATIENCE_SECONDS = 60;

  /** A server that refuses at once would else be asked a hundred thousand times a second. */
  private static final Executor AFTER_A_FAILURE =
      CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

  /** What came of it; the causes count the frames without an answer. */
  record Outcome(long answered, Map<String, Long> causes, double seconds) {
    Outcome {
      causes = Map.copyOf(causes);
    }

    double framesPerSecond() {
      return answered / seconds;
    }
  }

  private final FramePoster poster;
  private final AskedTarget target;
  private final List<LabelledFrame> frames;

  ConcurrentLoop(FramePoster poster, AskedTarget target, List<LabelledFrame> frames) {
    this.poster = poster;
    this.target = target;
    this.frames = List.copyOf(frames);
  }

  Outcome run(Duration duration, int concurrency) throws IOException {
    Run run = new Run(System.nanoTime(), duration, concurrency);
    for (int i = 0; i < concurrency; i++) {
      run.next();
    }
    try {
      if (!run.finished.await(duration.toSeconds() + PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("some frames were never replied to");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return run.outcome();
  }

  /** State of one run; any thread. */
  private final class Run {
    private final long begunNanos;
    private final long endNanos;
    private final CountDownLatch finished;
    private final Map<String, Long> causes = new TreeMap<>();
    private int posted;
    private long answered;
    private long lastNanos;

    Run(long begunNanos, Duration duration, int concurrency) {
      this.begunNanos = begunNanos;
      this.endNanos = begunNanos + duration.toNanos();
      this.lastNanos = begunNanos + 1;
      this.finished = new CountDownLatch(concurrency);
    }

    void next() {
      LabelledFrame frame;
      synchronized (this) {
        frame = frames.get(posted % frames.size());
        posted++;
      }
      poster.post(frame, target, this::ended);
    }

    private void ended(Reply reply) {
      long now = System.nanoTime();
      synchronized (this) {
        lastNanos = Math.max(lastNanos, now);
        if (reply instanceof Reply.Failed failed) {
          causes.merge(failed.cause(), 1L, Long::sum);
        } else {
          answered++;
        }
      }
      if (now - endNanos >= 0) {
        finished.countDown();
      } else if (reply instanceof Reply.Failed) {
        AFTER_A_FAILURE.execute(this::next);
      } else {
        next();
      }
    }

    private synchronized Outcome outcome() {
      return new Outcome(answered, causes, (lastNanos - begunNanos) / 1e9);
    }
  }
}
