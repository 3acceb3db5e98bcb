package io.hawkvision.loadgen.load;

import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.measure.Progress;
import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.FrameRequest;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.result.CellFrame;
import io.hawkvision.loadgen.schedule.NanoClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Remembers every frame of one cell: when it was to leave, when it left, how it ended. Written by
 * the sending thread and by the poster's, read by any.
 */
final class CellLedger implements Progress {
  static final String UNANSWERED_CAUSE = "no answer by the deadline and its grace";

  private static final long DRAIN_AFTER_STOP_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long NEVER = Long.MIN_VALUE;

  /** One frame; guarded by the ledger. */
  private static final class Entry {
    private final FrameLabel label;
    private final long intendedNanos;
    private final long patienceNanos;
    private long sentNanos = NEVER;
    private long settledNanos = NEVER;
    private long latencyMicros = CellFrame.UNANSWERED;
    private boolean correct;
    private boolean byDc;
    private boolean degraded;

    Entry(FrameLabel label, long intendedNanos, long patienceNanos) {
      this.label = label;
      this.intendedNanos = intendedNanos;
      this.patienceNanos = patienceNanos;
    }
  }

  /** What is left of a frame when its picture is gone. */
  private record FrameLabel(String label, long group) {}

  private record StageSum(double millis, long answers) {}

  private final long expected;
  private final DriveSettings settings;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Long> errorCauses = new HashMap<>();
  private final Map<String, Long> degradedReasons = new HashMap<>();
  private final Map<String, StageSum> stages = new HashMap<>();
  private long startNanos;
  private long lastAnswerNanos = NEVER;
  private long givenUpNanos = NEVER;
  private long underWay;
  private long errors;
  private boolean closed;

  CellLedger(long expected, DriveSettings settings) {
    this.expected = expected;
    this.settings = settings;
  }

  synchronized void start(long nanos) {
    startNanos = nanos;
  }

  /** Returns the frame's index. */
  synchronized int begin(FrameRequest request, long intendedNanos) {
    long patience = settings.patience().nanos(request.ask());
    FrameLabel label = new FrameLabel(request.frame().label(), request.frame().group());
    entries.add(new Entry(label, intendedNanos, patience));
    givenUpNanos = Math.max(givenUpNanos, intendedNanos + patience);
    underWay++;
    return entries.size() - 1;
  }

  synchronized void sent(int index, long atNanos) {
    if (!closed) {
      entries.get(index).sentNanos = atNanos;
    }
  }

  /** The latency runs from the intended time, however late the frame really left. */
  synchronized void settled(int index, Reply reply) {
    Entry entry = entries.get(index);
    if (closed || entry.settledNanos != NEVER) {
      return; // counted as unanswered already
    }
    entry.settledNanos = reply.atNanos();
    underWay--;
    long latency = reply.atNanos() - entry.intendedNanos;
    if (reply instanceof Reply.Failed failed) {
      error(failed.cause());
    } else if (latency > entry.patienceNanos) {
      error(UNANSWERED_CAUSE);
    } else if (reply instanceof Reply.Answered answered) {
      lastAnswerNanos = Math.max(lastAnswerNanos, reply.atNanos());
      entry.latencyMicros = Math.max(0, latency / 1_000);
      count(entry, answered.answer());
    }
    notifyAll();
  }

  private void count(Entry entry, Answer answer) {
    entry.correct = answer.label().equals(entry.label.label());
    entry.byDc = answer.byDc();
    entry.degraded = answer.degraded();
    if (answer.degraded()) {
      degradedReasons.merge(answer.reason().orElse("no reason given"), 1L, Long::sum);
    }
    settings
        .stages()
        .apply(answer)
        .forEach(
            (stage, millis) ->
                stages.merge(
                    stage,
                    new StageSum(millis, 1),
                    (a, b) -> new StageSum(a.millis + b.millis, a.answers + b.answers)));
  }

  private void error(String cause) {
    errors++;
    errorCauses.merge(cause, 1L, Long::sum);
  }

  /**
   * Waits until at most so many frames are under way or all patience is over; after a stop, a
   * moment only. The wait is by the wall clock, in small steps.
   */
  void awaitUnderWay(long most, StopFlag stop) {
    NanoClock clock = settings.clock();
    long stoppedNanos = NEVER;
    synchronized (this) {
      while (underWay > most && clock.nanos() - givenUpNanos <= 0) {
        if (stop.isRaised() && stoppedNanos == NEVER) {
          stoppedNanos = clock.nanos();
        }
        if (stop.isRaised() && clock.nanos() - stoppedNanos > DRAIN_AFTER_STOP_NANOS) {
          return;
        }
        try {
          wait(50);
        } catch (InterruptedException e) {
          if (!stop.isRaised()) {
            stop.raise(); // whoever interrupts the sender wants the run to end
          }
        }
      }
    }
  }

  /** No more replies: what is still under way counts as unanswered. */
  synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    long now = settings.clock().nanos();
    for (Entry entry : entries) {
      if (entry.settledNanos == NEVER) {
        entry.settledNanos = now;
        error(UNANSWERED_CAUSE);
      }
    }
    underWay = 0;
  }

  @Override
  public synchronized long sentFrames() {
    return entries.size();
  }

  @Override
  public long expectedFrames() {
    return expected;
  }

  @Override
  public synchronized long errors() {
    return errors;
  }

  /** To be asked when this is closed. */
  synchronized DriveOutcome outcome() {
    List<CellFrame> frames = new ArrayList<>(entries.size());
    long[] lateness = new long[entries.size()];
    long lastSentNanos = startNanos;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      frames.add(frame(i, entry));
      // one that never left is at least as late as its end
      long left = entry.sentNanos == NEVER ? entry.settledNanos : entry.sentNanos;
      lateness[i] = left - entry.intendedNanos;
      lastSentNanos = Math.max(lastSentNanos, left);
    }
    Map<String, Double> means = new HashMap<>();
    stages.forEach((stage, sum) -> means.put(stage, sum.millis() / sum.answers()));
    return new DriveOutcome(
        (lastSentNanos - startNanos) / 1e9,
        lastAnswerNanos == NEVER ? 0 : (lastAnswerNanos - startNanos) / 1e9,
        frames,
        errorCauses,
        degradedReasons,
        means,
        Lateness.of(lateness));
  }

  private CellFrame frame(int index, Entry entry) {
    return new CellFrame(
        index,
        entry.label.group(),
        (entry.intendedNanos - startNanos) / 1_000,
        entry.latencyMicros,
        entry.correct,
        entry.byDc,
        entry.degraded);
  }
}
