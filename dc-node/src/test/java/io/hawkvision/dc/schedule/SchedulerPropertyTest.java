package io.hawkvision.dc.schedule;

import static io.hawkvision.dc.schedule.Frames.BIRDS;
import static io.hawkvision.dc.schedule.Frames.SIGNS;
import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.dc.intake.Outcome;
import io.hawkvision.dc.intake.PendingFrame;
import io.hawkvision.dc.models.ModelKey;
import io.hawkvision.dc.models.RunTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded random operations on the scheduler beside a reference that is slow and obvious. */
@Tag("unit")
@Tag("property")
class SchedulerPropertyTest {
  private static final int OPERATIONS = 4_000;
  private static final long TICK_NANOS = 4_096; // leaves room to make every deadline unique
  private static final int LIMIT_FRAMES = 12;
  private static final long LIMIT_BYTES = 500;
  private static final Map<ModelKey, Integer> MAX_BATCH = Map.of(SIGNS, 3, BIRDS, 5);
  private static final Map<ModelKey, Long> ALONE_NANOS =
      Map.of(SIGNS, 40 * TICK_NANOS, BIRDS, 120 * TICK_NANOS);

  private final Frames frames = new Frames();
  private final List<PendingFrame> waiting = new ArrayList<>();
  private final Set<PendingFrame> gone = new HashSet<>();
  private long nowNanos;
  private long offered;

  /** Every batch size takes as long as its frames alone: no reason to linger. */
  private static RunTimes times(ModelKey model) {
    RunTimes times = new RunTimes(MAX_BATCH.getOrDefault(model, 1));
    for (int n = 1; n <= times.maxFrames(); n++) {
      times.add(n, n * ALONE_NANOS.getOrDefault(model, 1L));
    }
    return times;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void scheduler_anyOperations_agreesWithTheReference(long seed) throws InterruptedException {
    Random random = new Random(seed);
    Scheduler scheduler =
        new Scheduler(
            Map.of(SIGNS, times(SIGNS), BIRDS, times(BIRDS)),
            Duration.ofMillis(1),
            new QueueLimit(LIMIT_FRAMES, LIMIT_BYTES),
            () -> nowNanos);
    for (int i = 0; i < OPERATIONS; i++) {
      switch (random.nextInt(8)) {
        case 0, 1, 2, 3 -> offer(scheduler, random);
        case 4 -> withdraw(scheduler, random);
        case 5 -> nowNanos += random.nextInt(200) * TICK_NANOS;
        default -> take(scheduler);
      }
      assertThat(scheduler.depth()).isBetween(waiting.size(), LIMIT_FRAMES);
    }
  }

  private void offer(Scheduler scheduler, Random random) {
    ModelKey model = random.nextBoolean() ? SIGNS : BIRDS;
    long deadline = nowNanos + (1 + random.nextInt(1_500)) * TICK_NANOS + offered++;
    PendingFrame frame = frames.frame(model, nowNanos, deadline, random.nextInt(100));
    int depth = scheduler.depth();
    boolean accepted = scheduler.offer(frame);
    if (accepted) {
      waiting.add(frame);
      assertThat(depth).isLessThan(LIMIT_FRAMES);
    } else {
      gone.add(frame);
      assertThat(scheduler.depth()).isEqualTo(depth);
    }
    assertThat(bytesWaiting()).isLessThanOrEqualTo(LIMIT_BYTES);
  }

  private void withdraw(Scheduler scheduler, Random random) {
    if (!waiting.isEmpty()) {
      PendingFrame frame = waiting.remove(random.nextInt(waiting.size()));
      assertThat(frame.withdraw()).isTrue();
      scheduler.forget(frame);
      gone.add(frame);
    }
  }

  private void take(Scheduler scheduler) throws InterruptedException {
    List<PendingFrame> expired = waiting.stream().filter(f -> f.expiredAt(nowNanos)).toList();
    if (waiting.size() == expired.size()) {
      return; // a worker would sleep now
    }
    waiting.removeAll(expired);
    List<PendingFrame> expected = expectedBatch();
    Batch batch = scheduler.take().orElseThrow();
    assertThat(batch.frames()).containsExactlyElementsOf(expected);
    assertThat(batch.frames()).allMatch(frame -> frame.model().equals(batch.model()));
    assertThat(batch.frames()).noneMatch(frame -> frame.expiredAt(nowNanos));
    assertThat(batch.frames()).noneMatch(gone::contains);
    assertThat(expired).allMatch(frame -> frames.wasRefused(frame, Outcome.Refusal.EXPIRED));
    waiting.removeAll(expected);
    gone.addAll(expired);
    gone.addAll(expected);
    assertThat(scheduler.depth()).isEqualTo(waiting.size());
  }

  /** Frames that can still be in time first, each kind by deadline; cut so that none gets late. */
  private List<PendingFrame> expectedBatch() {
    Comparator<PendingFrame> order =
        Comparator.comparing(this::hopeless).thenComparing(PendingFrame::deadlineAtNanos);
    PendingFrame head = waiting.stream().min(order).orElseThrow();
    ModelKey model = head.model();
    long count = MAX_BATCH.getOrDefault(model, 1);
    if (!hopeless(head)) {
      long leftNanos = head.deadlineAtNanos() - nowNanos;
      count = Math.max(1, Math.min(count, leftNanos / ALONE_NANOS.getOrDefault(model, 1L)));
    }
    return waiting.stream()
        .filter(frame -> frame.model().equals(model))
        .sorted(order)
        .limit(count)
        .toList();
  }

  private boolean hopeless(PendingFrame frame) {
    return frame.deadlineAtNanos() - nowNanos < ALONE_NANOS.getOrDefault(frame.model(), 1L);
  }

  private long bytesWaiting() {
    return waiting.stream().mapToLong(PendingFrame::payloadBytes).sum();
  }
}
