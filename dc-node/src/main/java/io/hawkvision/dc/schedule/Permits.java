package io.hawkvision.dc.schedule;

import io.hawkvision.dc.intake.PendingFrame;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Room in the queue, taken before a frame is offered. Any thread, never blocks. */
final class Permits {
  private final QueueLimit limit;
  private final AtomicInteger frames = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  Permits(QueueLimit limit) {
    this.limit = limit;
  }

  boolean take(PendingFrame frame) {
    if (frames.incrementAndGet() > limit.frames()) {
      frames.decrementAndGet();
      return false;
    }
    if (bytes.addAndGet(frame.payloadBytes()) > limit.bytes()) {
      giveBack(frame);
      return false;
    }
    return true;
  }

  void giveBack(PendingFrame frame) {
    bytes.addAndGet(-frame.payloadBytes());
    frames.decrementAndGet();
  }

  int takenFrames() {
    return frames.get();
  }

  QueueLimit limit() {
    return limit;
  }
}
