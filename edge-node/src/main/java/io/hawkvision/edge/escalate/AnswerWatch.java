package io.hawkvision.edge.escalate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Notices a stream whose connection is alive, pings and all, but on which nothing comes back any
 * more, as when flow control stalls. Called on the link's event loop only. A slow node does not
 * trip it: late answers and refusals are signs of life too.
 */
final class AnswerWatch {
  /** Given up in a row; fewer may be one lost batch. */
  static final int UNANSWERED = 16;

  private final long patienceNanos;
  private int unanswered;
  private long heardNanos;

  AnswerWatch(Duration patience, long nowNanos) {
    this.patienceNanos = patience.toNanos();
    this.heardNanos = nowNanos;
  }

  /** A message came, whichever. */
  void heard(long nowNanos) {
    unanswered = 0;
    heardNanos = nowNanos;
  }

  /** One escalation was given up; true where the stream should be replaced. */
  boolean gaveUp(long nowNanos) {
    unanswered++;
    return unanswered >= UNANSWERED && nowNanos - heardNanos >= patienceNanos;
  }

  /** For logs. */
  String reason(long nowNanos) {
    return "no message for " + TimeUnit.NANOSECONDS.toSeconds(nowNanos - heardNanos) + " s";
  }
}
