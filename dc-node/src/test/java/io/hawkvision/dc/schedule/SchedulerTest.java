package io.hawkvision.dc.schedule;

import static io.hawkvision.dc.schedule.Frames.SIGNS;
import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.dc.intake.Outcome.Refusal;
import io.hawkvision.dc.intake.PendingFrame;
import io.hawkvision.dc.models.RunTimes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("unit")
@Timeout(30)
class SchedulerTest {
  private static final long FAR_NANOS = Duration.ofHours(1).toNanos();

  private final Frames frames = new Frames();
  private long nowNanos;

  private Scheduler scheduler(int limitFrames) {
    RunTimes times = new RunTimes(2);
    times.add(1, 100);
    return new Scheduler(
        Map.of(SIGNS, times),
        Duration.ofMillis(1),
        new QueueLimit(limitFrames, 1_000),
        () -> nowNanos);
  }

  private PendingFrame far() {
    return frames.frame(SIGNS, nowNanos, FAR_NANOS);
  }

  @Test
  void offer_limitReached_isRefusedUntilAFrameIsTaken() throws InterruptedException {
    Scheduler scheduler = scheduler(2);
    assertThat(scheduler.offer(far())).isTrue();
    assertThat(scheduler.offer(far())).isTrue();
    assertThat(scheduler.offer(far())).isFalse();
    assertThat(scheduler.take().orElseThrow().frames()).hasSize(2);
    assertThat(scheduler.offer(far())).isTrue();
  }

  @Test
  void offer_bytesReached_isRefused() {
    Scheduler scheduler = scheduler(10);
    assertThat(scheduler.offer(frames.frame(SIGNS, 0, FAR_NANOS, 900))).isTrue();
    assertThat(scheduler.offer(frames.frame(SIGNS, 0, FAR_NANOS, 101))).isFalse();
    assertThat(scheduler.offer(frames.frame(SIGNS, 0, FAR_NANOS, 100))).isTrue();
  }

  @Test
  void offer_manyCallersAtOnce_neverExceedsTheLimit() throws Exception {
    int callers = 8;
    Scheduler scheduler = scheduler(callers - 1);
    CyclicBarrier start = new CyclicBarrier(callers);
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      Callable<Boolean> offer =
          () -> {
            PendingFrame frame = far();
            start.await();
            return scheduler.offer(frame);
          };
      List<Future<Boolean>> results =
          pool.invokeAll(IntStream.range(0, callers).mapToObj(i -> offer).toList());
      assertThat(results.stream().filter(SchedulerTest::result)).hasSize(callers - 1);
      assertThat(scheduler.depth()).isEqualTo(callers - 1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void take_expiredFrames_areRefusedAndNeverReturned() throws InterruptedException {
    Scheduler scheduler = scheduler(10);
    PendingFrame expired = frames.frame(SIGNS, 0, 50);
    PendingFrame alive = far();
    scheduler.offer(expired);
    scheduler.offer(alive);
    nowNanos = 50;
    assertThat(scheduler.take().orElseThrow().frames()).containsExactly(alive);
    assertThat(frames.wasRefused(expired, Refusal.EXPIRED)).isTrue();
    assertThat(scheduler.depth()).isZero();
  }

  @Test
  void forget_withdrawnFrame_isNeverReturnedAndGivesItsPlaceBack() throws InterruptedException {
    Scheduler scheduler = scheduler(2);
    PendingFrame cancelled = far();
    PendingFrame wanted = far();
    scheduler.offer(cancelled);
    scheduler.offer(wanted);
    assertThat(cancelled.withdraw()).isTrue();
    scheduler.forget(cancelled);
    assertThat(scheduler.take().orElseThrow().frames()).containsExactly(wanted);
    assertThat(scheduler.depth()).isZero();
    assertThat(frames.outcomes()).isEmpty();
  }

  @Test
  void take_closedScheduler_handsOutWhatIsQueuedAndThenNothing() throws InterruptedException {
    Scheduler scheduler = scheduler(10);
    PendingFrame queued = far();
    scheduler.offer(queued);
    scheduler.close();
    assertThat(scheduler.offer(far())).isFalse();
    assertThat(scheduler.take().orElseThrow().frames()).containsExactly(queued);
    assertThat(scheduler.take()).isEmpty();
  }

  @Test
  void abandon_framesLeft_areRefused() {
    Scheduler scheduler = scheduler(10);
    PendingFrame left = far();
    scheduler.offer(left);
    scheduler.close();
    scheduler.abandon();
    assertThat(frames.wasRefused(left, Refusal.OVERLOADED)).isTrue();
    assertThat(scheduler.depth()).isZero();
  }

  @Test
  void take_severalWorkersAndCallers_everyFrameGoesToExactlyOneOfThem() throws Exception {
    int framesEach = 2_000;
    Scheduler scheduler = scheduler(64);
    ConcurrentLinkedQueue<PendingFrame> taken = new ConcurrentLinkedQueue<>();
    ExecutorService pool = Executors.newFixedThreadPool(5);
    try {
      List<Future<Integer>> workers =
          IntStream.range(0, 3).mapToObj(i -> pool.submit(() -> drain(scheduler, taken))).toList();
      List<Future<Integer>> callers =
          IntStream.range(0, 2)
              .mapToObj(i -> pool.submit(() -> offerAll(scheduler, framesEach)))
              .toList();
      for (Future<Integer> caller : callers) {
        assertThat(caller.get()).isEqualTo(framesEach);
      }
      scheduler.close();
      for (Future<Integer> worker : workers) {
        assertThat(worker.get()).isNotNegative();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(taken).hasSize(2 * framesEach).doesNotHaveDuplicates();
    assertThat(scheduler.depth()).isZero();
  }

  private static int drain(Scheduler scheduler, ConcurrentLinkedQueue<PendingFrame> taken)
      throws InterruptedException {
    int batches = 0;
    for (var batch = scheduler.take(); batch.isPresent(); batch = scheduler.take()) {
      taken.addAll(batch.get().frames());
      batches++;
    }
    return batches;
  }

  private int offerAll(Scheduler scheduler, int count) {
    Frames own = new Frames();
    for (int i = 0; i < count; i++) {
      PendingFrame frame = own.frame(SIGNS, 0, FAR_NANOS);
      while (!scheduler.offer(frame)) {
        Thread.onSpinWait();
      }
    }
    return count;
  }

  private static boolean result(Future<Boolean> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
