package io.hawkvision.edge.frame;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A bound on something counted: frames in flight, bytes held, escalations unanswered. Any thread,
 * lock-free. Full means refuse now; there is no waiting.
 */
public final class BoundedGate {
  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  public BoundedGate(long limit) {
    if (limit <= 0) {
      throw new IllegalArgumentException("limit must be positive: " + limit);
    }
    this.limit = limit;
  }

  public boolean tryTake(long amount) {
    long now = taken.get();
    while (now + amount <= limit) {
      if (taken.compareAndSet(now, now + amount)) {
        return true;
      }
      now = taken.get();
    }
    return false;
  }

  public void giveBack(long amount) {
    if (taken.addAndGet(-amount) < 0) {
      throw new IllegalStateException("more given back than taken");
    }
  }

  public boolean hasRoom() {
    return taken.get() < limit;
  }

  public long taken() {
    return taken.get();
  }

  public long limit() {
    return limit;
  }
}
