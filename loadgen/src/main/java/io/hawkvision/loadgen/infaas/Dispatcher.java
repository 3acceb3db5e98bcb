package io.hawkvision.loadgen.infaas;

import static java.util.Objects.requireNonNull;

import io.hawkvision.loadgen.schedule.NanoClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who answers which frame, and when: event loops submit, workers take, the loader loads. One lock,
 * held for list operations only. Tasks run by earliest deadline; a task whose variant would be late
 * goes to the family's smallest, and so does, in time for it, a frame that still waits for a load.
 */
final class Dispatcher {
  /**
   * Bounds.
   *
   * @param inFlight frames submitted and not ended
   * @param waiting of those, frames that wait for a load
   */
  record Limits(int workers, int inFlight, int waiting) {
    Limits {
      if (workers < 1 || inFlight < 1 || waiting < 1) {
        throw new IllegalArgumentException("limits must be positive");
      }
    }
  }

  /** A frame that waits for a load, until the smallest variant must begin in its place. */
  private record Waiting(FrameJob job, Choice.Chosen chosen, long sinceNanos, long fallbackNanos) {}

  private final Limits limits;
  private final NanoClock clock;
  private final Residency residency;
  private final Fleet fleet;
  private final Map<VariantKey, ServiceTime> times = new HashMap<>();
  private final DispatchCounts counts = new DispatchCounts();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition loads = lock.newCondition();
  private final PriorityQueue<FrameTask> ready =
      new PriorityQueue<>(Comparator.comparingLong(task -> task.job().span().deadlineNanos()));
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::fallbackNanos));
  private int inFlight;
  private boolean closed;

  Dispatcher(Limits limits, NanoClock clock, Residency residency, Fleet fleet) {
    this.limits = limits;
    this.clock = clock;
    this.residency = residency;
    this.fleet = fleet;
    fleet.profiles().forEach(p -> times.put(p.key(), new ServiceTime(p.nanos())));
  }

  /** Accepts a job, whose end is told from now on, or refuses it at once. */
  void submit(FrameJob job) {
    lock.lock();
    try {
      if (closed || inFlight >= limits.inFlight()) {
        throw new Refusal(Refusal.Kind.OVERLOADED, "Too many frames in flight.");
      }
      Choice choice =
          fleet.chooser(job.family()).choose(job.target(), residency::isLoaded, residency::fits);
      if (!(choice instanceof Choice.Chosen chosen)) {
        throw new Refusal(
            Refusal.Kind.ENGINE_UNAVAILABLE, "No variant of the family fits the memory budget.");
      }
      inFlight++;
      place(job, chosen);
    } finally {
      lock.unlock();
    }
  }

  private void place(FrameJob job, Choice.Chosen chosen) {
    VariantKey key = chosen.profile().key();
    long now = clock.nanos();
    if (chosen.loaded()) {
      claim(new FrameTask(job, key, shortfall(chosen), now, 0));
    } else if (chosen.profile().nanos() > job.span().leftNanos(now)) {
      claim(fallback(job, Shortfall.DEADLINE, now, now)); // would be late however soon it came
    } else if (waiting.size() >= limits.waiting()) {
      claim(fallback(job, Shortfall.LOAD_QUEUE_FULL, now, now));
    } else {
      waiting.add(new Waiting(job, chosen, now, fallbackNanos(job)));
      residency.want(key);
      loads.signalAll();
      work.signal(); // someone must wake for its fallback
    }
  }

  private static Optional<Shortfall> shortfall(Choice.Chosen chosen) {
    return chosen.adequate() ? Optional.empty() : Optional.of(Shortfall.TARGET_UNATTAINABLE);
  }

  private void claim(FrameTask task) {
    residency.claim(task.key());
    ready.add(task);
    work.signal();
  }

  private FrameTask fallback(FrameJob job, Shortfall why, long since, long now) {
    VariantKey smallest = fleet.smallest(job.family());
    return new FrameTask(job, smallest, Optional.of(why), now, now - since);
  }

  /** Leaves room for the smallest variant's run behind a worker's current one. */
  private long fallbackNanos(FrameJob job) {
    long longest =
        fleet.profiles().stream()
            .filter(p -> residency.isLoaded(p.key()))
            .mapToLong(p -> expectedNanos(p.key()))
            .max()
            .orElse(0);
    return job.span().deadlineNanos()
        - expectedNanos(fleet.smallest(job.family()))
        - longest / limits.workers();
  }

  /** The next task, as soon as there is one; empty once closed. Worker threads. */
  Optional<FrameTask> take() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long now = clock.nanos();
        fallBackWhereDue(now);
        FrameTask next = ready.poll();
        if (next != null) {
          return Optional.of(inTime(next, now));
        }
        Waiting first = waiting.peek();
        if (first == null) {
          work.await();
        } else {
          work.await(first.fallbackNanos() - now, TimeUnit.NANOSECONDS);
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void fallBackWhereDue(long now) {
    while (!waiting.isEmpty() && waiting.element().fallbackNanos() <= now) {
      Waiting late = waiting.remove();
      claim(fallback(late.job(), Shortfall.DEADLINE, late.sinceNanos(), now));
    }
  }

  private FrameTask inTime(FrameTask task, long now) {
    VariantKey smallest = fleet.smallest(task.job().family());
    boolean isLate = expectedNanos(task.key()) > task.job().span().leftNanos(now);
    if (!isLate || task.key().equals(smallest)) {
      return task;
    }
    time(task.key()).skipped();
    release(task.key());
    residency.claim(smallest);
    return task.fallingBackTo(smallest);
  }

  /** A task's run is over, in one way or another. */
  void ended(FrameTask task, JobEnd end) {
    lock.lock();
    try {
      release(task.key());
      if (end instanceof JobEnd.Answered answered) {
        time(task.key()).took(answered.times().decodeNanos() + answered.times().inferNanos());
      }
    } finally {
      lock.unlock();
    }
    end(task.job(), end);
  }

  private void release(VariantKey key) {
    residency.release(key);
    if (residency.isDrained()) {
      loads.signalAll();
    }
  }

  private void end(FrameJob job, JobEnd end) {
    lock.lock();
    try {
      inFlight--;
      counts.ended(end);
    } finally {
      lock.unlock();
    }
    job.done().accept(end);
  }

  /** A load to be done, and whom to close before it. */
  record LoadOrder(VariantKey key, List<VariantKey> leaving) {
    LoadOrder {
      leaving = List.copyOf(leaving);
    }
  }

  /** The next load, once those that must leave are unused; empty once closed. Loader thread. */
  Optional<LoadOrder> awaitLoad() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && !residency.hasWanted()) {
        loads.await();
      }
      if (closed) {
        return Optional.empty();
      }
      VariantKey key = residency.beginLoad();
      while (!closed && !residency.isDrained()) {
        loads.await();
      }
      return closed ? Optional.empty() : Optional.of(new LoadOrder(key, residency.leaving()));
    } finally {
      lock.unlock();
    }
  }

  void left(VariantKey key) {
    lock.lock();
    try {
      residency.left(key);
      counts.evicted();
    } finally {
      lock.unlock();
    }
  }

  /** Frames that waited for it go to the workers. */
  void loaded(VariantKey key) {
    lock.lock();
    try {
      residency.loaded(key);
      counts.loaded();
      long now = clock.nanos();
      for (Waiting each : takeWaitingFor(key)) {
        long loadNanos = now - each.sinceNanos();
        claim(new FrameTask(each.job(), key, shortfall(each.chosen()), now, loadNanos));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Frames that waited for it get no answer. */
  void loadFailed(VariantKey key) {
    List<Waiting> lost;
    lock.lock();
    try {
      residency.failed(key);
      lost = takeWaitingFor(key);
    } finally {
      lock.unlock();
    }
    refuse(lost.stream().map(Waiting::job).toList(), "The variant could not be loaded.");
  }

  private List<Waiting> takeWaitingFor(VariantKey key) {
    List<Waiting> found =
        waiting.stream().filter(each -> each.chosen().profile().key().equals(key)).toList();
    waiting.removeAll(found);
    return found;
  }

  /** No job is taken any more; jobs that no worker has begun end without an answer. */
  void close() {
    List<FrameJob> lost = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      ready.forEach(task -> lost.add(task.job()));
      ready.forEach(task -> residency.release(task.key()));
      waiting.forEach(each -> lost.add(each.job()));
      ready.clear();
      waiting.clear();
      work.signalAll();
      loads.signalAll();
    } finally {
      lock.unlock();
    }
    refuse(lost, "The node is closing.");
  }

  private void refuse(List<FrameJob> jobs, String why) {
    Refusal refusal = new Refusal(Refusal.Kind.ENGINE_UNAVAILABLE, why);
    jobs.forEach(job -> end(job, new JobEnd.Refused(refusal)));
  }

  DispatchState state() {
    lock.lock();
    try {
      List<VariantKey> loaded =
          fleet.profiles().stream().map(Profile::key).filter(residency::isLoaded).toList();
      var memory = new DispatchState.Memory(loaded, residency.bytes(), residency.budgetBytes());
      return new DispatchState(
          memory, new DispatchState.Queues(inFlight, ready.size(), waiting.size()), counts.copy());
    } finally {
      lock.unlock();
    }
  }

  private long expectedNanos(VariantKey key) {
    return time(key).expectedNanos();
  }

  private ServiceTime time(VariantKey key) {
    return requireNonNull(times.get(key), "times");
  }
}
