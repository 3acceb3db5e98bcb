package io.hawkvision.loadgen.measure;

import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Counts the frames of one target. Every frame posted counts: a frame without an answer is wrong
 * and infinitely late. Written by the sending thread and the client's event loop, read by any.
 */
final class Tally {
  private static final long HIGHEST_MICROS = 3_600_000_000L;

  /** Frames of one scene: how many, and how many right. */
  private static final class Group {
    private long frames;
    private long correct;
  }

  private final AskedTarget target;
  private final Histogram latencyMicros = new Histogram(HIGHEST_MICROS, 3);
  private final Histogram latenessMicros = new Histogram(HIGHEST_MICROS, 3);
  private final Map<Long, Group> groups = new HashMap<>();
  private final Map<String, Long> errorCauses = new HashMap<>();
  private final Map<String, Long> degradedReasons = new HashMap<>();
  private long sent;
  private long settled;
  private long correct;
  private long fromDc;
  private long degraded;
  private long uplinkBytes;
  private long postedBytes;
  private long firstIntendedNanos;
  private long lastSentNanos;
  private boolean closed;
  private final Optional<Trace> trace;

  Tally(AskedTarget target, Optional<Trace> trace) {
    this.target = target;
    this.trace = trace;
  }

  synchronized void sent(PostedFrame posted, long sentNanos) {
    if (sent == 0) {
      firstIntendedNanos = posted.intendedNanos();
    }
    sent++;
    lastSentNanos = sentNanos;
    postedBytes += posted.frame().bytes();
    record(latenessMicros, sentNanos - posted.intendedNanos());
    trace.ifPresent(t -> t.sent(posted));
  }

  /** The latency runs from the intended send time, however late the frame really left. */
  synchronized void settled(PostedFrame posted, Reply reply) {
    if (closed) {
      return; // counted as never answered already
    }
    settled++;
    Group group = groups.computeIfAbsent(posted.frame().group(), ignored -> new Group());
    group.frames++;
    if (reply instanceof Reply.Answered answered) {
      record(latencyMicros, answered.atNanos() - posted.intendedNanos());
      count(answered.answer(), posted, group);
    } else if (reply instanceof Reply.Failed failed) {
      errorCauses.merge(failed.cause(), 1L, Long::sum);
    }
  }

  private void count(Answer answer, PostedFrame posted, Group group) {
    boolean right = answer.label().equals(posted.frame().label());
    trace.ifPresent(t -> t.answered(posted, right, answer.byDc(), answer.degraded()));
    if (right) {
      correct++;
      group.correct++;
    }
    if (answer.byDc()) {
      fromDc++;
    }
    if (answer.degraded()) {
      degraded++;
      degradedReasons.merge(answer.reason().orElse("no reason given"), 1L, Long::sum);
    }
    uplinkBytes += answer.uplinkBytes();
  }

  /** Frames still without a reply become errors; replies that come later are not looked at. */
  synchronized void close() {
    closed = true;
    if (sent > settled) {
      errorCauses.merge("never answered", sent - settled, Long::sum);
      settled = sent;
    }
  }

  /** Of each single frame, where that was asked for; to be looked at when this is closed. */
  synchronized Optional<Trace> trace() {
    return trace;
  }

  synchronized long sentFrames() {
    return sent;
  }

  synchronized TargetResult result() {
    long errors = errorCauses.values().stream().mapToLong(Long::longValue).sum();
    var counts =
        new TargetResult.Counts(
            settled,
            correct,
            fromDc,
            degraded,
            errors,
            uplinkBytes,
            postedBytes,
            errorCauses,
            degradedReasons);
    double seconds = (lastSentNanos - firstIntendedNanos) / 1e9;
    double rate = sent > 1 && seconds > 0 ? (sent - 1) / seconds : Double.NaN;
    double lateness = sent == 0 ? Double.NaN : latenessMicros.getValueAtPercentile(99) / 1000.0;
    return new TargetResult(
        target,
        counts,
        standardError(),
        Latencies.of(latencyMicros, errors),
        new TargetResult.Pace(rate, lateness));
  }

  /** Of the share of right answers, with whole groups as the independent units. */
  private double standardError() {
    if (settled == 0) {
      return Double.NaN;
    }
    double share = (double) correct / settled;
    double sum = 0;
    for (Group group : groups.values()) {
      double excess = group.correct - group.frames * share;
      sum += excess * excess;
    }
    long unanswered = settled - groups.values().stream().mapToLong(group -> group.frames).sum();
    sum += unanswered * share * share; // never answered: each one wrong, on its own
    return Math.sqrt(sum) / settled;
  }

  private static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.min(HIGHEST_MICROS, Math.max(0, nanos / 1000)));
  }
}
