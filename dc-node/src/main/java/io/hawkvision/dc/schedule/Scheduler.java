package io.hawkvision.dc.schedule;

import io.hawkvision.dc.intake.Admission;
import io.hawkvision.dc.intake.NanoClock;
import io.hawkvision.dc.intake.Outcome.Refusal;
import io.hawkvision.dc.intake.PendingFrame;
import io.hawkvision.dc.models.ModelKey;
import io.hawkvision.dc.models.RunTimes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The queue between the event loops, which offer and forget, and the workers, which take.
 *
 * <p>Event loops only touch atomics and wake a thread: they never wait for a lock that a worker
 * holds. The workers elect a leader by a lock of their own; the leader alone owns the deadline
 * queue, sleeps until a batch closes, and passes leadership on before it computes.
 */
public final class Scheduler implements Admission {
  private final DeadlineQueue queue;
  private final Permits permits;
  private final NanoClock clock;
  private final ConcurrentLinkedQueue<PendingFrame> offered = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<PendingFrame> forgotten = new ConcurrentLinkedQueue<>();
  private final ReentrantLock leadership = new ReentrantLock();
  private volatile @Nullable Thread leader;
  private volatile boolean closed;

  public Scheduler(
      Map<ModelKey, RunTimes> models, Duration maxLinger, QueueLimit limit, NanoClock clock) {
    this.queue =
        new DeadlineQueue(
            models.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        model -> new BatchRule(model.getValue(), maxLinger.toNanos()))));
    this.permits = new Permits(limit);
    this.clock = clock;
  }

  @Override
  public boolean offer(PendingFrame frame) {
    if (closed || !permits.take(frame)) {
      return false;
    }
    offered.add(frame);
    wakeLeader();
    return true;
  }

  @Override
  public void forget(PendingFrame frame) {
    forgotten.add(frame);
    wakeLeader();
  }

  /** Frames that hold a place, those of the batch being formed included. Any thread. */
  public int depth() {
    return permits.takenFrames();
  }

  public QueueLimit limit() {
    return permits.limit();
  }

  /**
   * Waits for the next batch; on a worker's thread. Empty once the scheduler is closed and nothing
   * waits any more. Frames found expired on the way are settled here.
   */
  public Optional<Batch> take() throws InterruptedException {
    leadership.lockInterruptibly();
    try {
      leader = Thread.currentThread();
      while (true) {
        boolean lastRound = closed; // read before the inbox: what was offered before is in it
        Optional<Batch> batch = nextBatch();
        if (batch.isPresent() || (lastRound && queue.size() == 0)) {
          return batch;
        }
        sleepUntilClosing();
      }
    } finally {
      leader = null;
      leadership.unlock();
    }
  }

  /** Nothing is admitted from now on; what waits is still handed out. Any thread. */
  public void close() {
    closed = true;
    wakeLeader();
  }

  /** Settles what no worker will take any more. After the last worker has stopped. */
  public void abandon() {
    leadership.lock();
    try {
      sortInbox();
      for (PendingFrame frame : queue.takeAll()) {
        permits.giveBack(frame);
        if (frame.claim()) {
          frame.refuse(Refusal.OVERLOADED, "node is stopping");
        }
      }
    } finally {
      leadership.unlock();
    }
  }

  private Optional<Batch> nextBatch() {
    sortInbox();
    long nowNanos = clock.nanos();
    settleExpired(nowNanos);
    Optional<DeadlineQueue.Taken> taken = queue.take(nowNanos);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    List<PendingFrame> frames = taken.get().frames();
    frames.forEach(permits::giveBack);
    List<PendingFrame> claimed = frames.stream().filter(PendingFrame::claim).toList();
    return claimed.isEmpty()
        ? Optional.empty()
        : Optional.of(new Batch(taken.get().model(), claimed, nowNanos));
  }

  private void sortInbox() {
    for (PendingFrame frame = offered.poll(); frame != null; frame = offered.poll()) {
      if (frame.withdrawn()) {
        permits.giveBack(frame);
      } else {
        queue.add(frame);
      }
    }
    for (PendingFrame frame = forgotten.poll(); frame != null; frame = forgotten.poll()) {
      if (queue.remove(frame)) {
        permits.giveBack(frame);
      }
    }
  }

  private void settleExpired(long nowNanos) {
    for (PendingFrame frame : queue.takeExpired(nowNanos)) {
      permits.giveBack(frame);
      if (frame.claim()) {
        frame.refuse(Refusal.EXPIRED, "in the queue");
      }
    }
  }

  private void sleepUntilClosing() throws InterruptedException {
    Optional<Long> closesInNanos = queue.closesInNanos(clock.nanos());
    if (closesInNanos.isEmpty()) {
      LockSupport.park(this);
    } else if (closesInNanos.get() > 0) {
      LockSupport.parkNanos(this, closesInNanos.get());
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("no longer wanted as a worker");
    }
  }

  private void wakeLeader() {
    Thread sleeping = leader;
    if (sleeping != null) {
      LockSupport.unpark(sleeping);
    }
  }
}
