package io.hawkvision.dc.infer;

import static java.util.Objects.requireNonNull;

import io.hawkvision.dc.intake.NanoClock;
import io.hawkvision.dc.models.Catalogue;
import io.hawkvision.dc.observe.DcMeters;
import io.hawkvision.dc.schedule.Batch;
import io.hawkvision.dc.schedule.Scheduler;
import io.hawkvision.zoo.power.EnergyAccount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that compute, {@code infer-onnx-0} onwards. Owns them from start to stop; each takes
 * batches until the scheduler is closed and empty.
 */
public final class Workers {
  private static final Logger log = LoggerFactory.getLogger(Workers.class);

  private final Scheduler scheduler;
  private final BatchRun run;
  private final List<Thread> threads;

  /** Starts {@code count} workers. An {@link Error} in one of them goes to {@code onFatal}. */
  public Workers(
      int count,
      Scheduler scheduler,
      Computing computing,
      Thread.UncaughtExceptionHandler onFatal) {
    this.scheduler = requireNonNull(scheduler, "scheduler");
    this.run = new BatchRun(computing);
    this.threads =
        IntStream.range(0, count)
            .mapToObj(
                i -> {
                  Thread thread = new Thread(this::work, "infer-onnx-" + i);
                  thread.setUncaughtExceptionHandler(onFatal);
                  return thread;
                })
            .toList();
    threads.forEach(Thread::start);
  }

  /**
   * What a worker computes with.
   *
   * @param runThreads threads of one run, which share its processor time
   */
  public record Computing(
      Catalogue catalogue, DcMeters meters, NanoClock clock, EnergyAccount energy, int runThreads) {
    public Computing {
      requireNonNull(catalogue, "catalogue");
      requireNonNull(meters, "meters");
      requireNonNull(clock, "clock");
      requireNonNull(energy, "energy");
    }
  }

  /**
   * Waits for the workers to finish what is queued, after the scheduler was closed; those that are
   * not done in time are interrupted and waited for, since natives may only be closed after them.
   *
   * @return false if a worker still runs: then nothing that it uses may be closed
   */
  public boolean stop(Duration drain) throws InterruptedException {
    long untilNanos = System.nanoTime() + drain.toNanos();
    boolean drained = true;
    for (Thread thread : threads) {
      drained &= join(thread, untilNanos - System.nanoTime());
    }
    if (drained) {
      return true;
    }
    log.warn("drain timed out; frames left in the queue are refused");
    threads.forEach(Thread::interrupt);
    long lastUntilNanos = System.nanoTime() + drain.toNanos();
    boolean stopped = true;
    for (Thread thread : threads) {
      stopped &= join(thread, lastUntilNanos - System.nanoTime());
    }
    return stopped;
  }

  private static boolean join(Thread thread, long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, nanos));
    return !thread.isAlive();
  }

  private void work() {
    try {
      for (Optional<Batch> batch = scheduler.take(); batch.isPresent(); batch = scheduler.take()) {
        run.run(batch.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // asked to stop before the queue was empty
    }
  }
}
