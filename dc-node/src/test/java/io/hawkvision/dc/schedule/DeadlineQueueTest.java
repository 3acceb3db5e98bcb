package io.hawkvision.dc.schedule;

import static io.hawkvision.dc.schedule.Frames.BIRDS;
import static io.hawkvision.dc.schedule.Frames.SIGNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.dc.intake.PendingFrame;
import io.hawkvision.dc.models.ModelKey;
import io.hawkvision.dc.models.RunTimes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DeadlineQueueTest {
  private final Frames frames = new Frames();

  private static RunTimes times(int maxFrames, long firstNanos, long eachNanos) {
    RunTimes times = new RunTimes(maxFrames);
    for (int n = 1; n <= maxFrames; n++) {
      times.add(n, firstNanos + eachNanos * n);
    }
    return times;
  }

  private static DeadlineQueue queue(long maxLingerNanos) {
    return new DeadlineQueue(
        Map.of(
            SIGNS, new BatchRule(times(2, 50, 50), maxLingerNanos),
            BIRDS, new BatchRule(times(4, 900, 100), maxLingerNanos)));
  }

  @Test
  void take_framesOfAModel_comeEarliestDeadlineFirst() {
    DeadlineQueue queue = queue(0);
    PendingFrame late = frames.frame(SIGNS, 0, 9_000);
    PendingFrame early = frames.frame(SIGNS, 0, 7_000);
    PendingFrame middle = frames.frame(SIGNS, 0, 8_000);
    List.of(late, early, middle).forEach(queue::add);
    assertThat(queue.take(0).orElseThrow().frames()).containsExactly(early, middle);
    assertThat(queue.take(0).orElseThrow().frames()).containsExactly(late);
    assertThat(queue.take(0)).isEmpty();
  }

  @Test
  void take_twoModels_startsWithTheMostUrgentAndNeverMixes() {
    DeadlineQueue queue = queue(0);
    PendingFrame sign = frames.frame(SIGNS, 0, 9_000);
    PendingFrame bird = frames.frame(BIRDS, 0, 5_000);
    queue.add(sign);
    queue.add(bird);
    DeadlineQueue.Taken first = queue.take(0).orElseThrow();
    assertThat(first.model()).isEqualTo(BIRDS);
    assertThat(first.frames()).containsExactly(bird);
    assertThat(queue.take(0).orElseThrow().frames()).containsExactly(sign);
  }

  @Test
  void take_framesThatAreLateAnyway_letThoseThatCanBeSavedGoFirst() {
    DeadlineQueue queue = queue(0);
    PendingFrame hopeless = frames.frame(BIRDS, 0, 300);
    PendingFrame pressed = frames.frame(BIRDS, 0, 1_050);
    queue.add(hopeless);
    queue.add(pressed);
    // Two together take 1,100: the pressed one would be late, so it runs alone.
    assertThat(queue.take(0).orElseThrow().frames()).containsExactly(pressed);
    assertThat(queue.take(0).orElseThrow().frames()).containsExactly(hopeless);
  }

  @Test
  void take_hopelessFramesOfOneModel_doNotHoldUpAnother() {
    DeadlineQueue queue = queue(0);
    PendingFrame hopeless = frames.frame(BIRDS, 0, 300);
    PendingFrame sign = frames.frame(SIGNS, 0, 9_000);
    queue.add(hopeless);
    queue.add(sign);
    assertThat(queue.take(0).orElseThrow().frames()).containsExactly(sign);
  }

  @Test
  void takeExpired_deadlineReached_isRemovedAndOnlyThat() {
    DeadlineQueue queue = queue(0);
    PendingFrame expired = frames.frame(SIGNS, 0, 100);
    PendingFrame alive = frames.frame(SIGNS, 0, 101);
    queue.add(expired);
    queue.add(alive);
    assertThat(queue.takeExpired(100)).containsExactly(expired);
    assertThat(queue.size()).isEqualTo(1);
    assertThat(queue.take(100).orElseThrow().frames()).containsExactly(alive);
  }

  @Test
  void take_clockWrapsRound_keepsTheOrder() {
    DeadlineQueue queue = queue(0);
    long now = Long.MAX_VALUE - 10;
    PendingFrame later = frames.frame(SIGNS, now, now + 5_000);
    PendingFrame sooner = frames.frame(SIGNS, now, now + 4_000);
    queue.add(later);
    queue.add(sooner);
    assertThat(queue.takeExpired(now)).isEmpty();
    assertThat(queue.take(now).orElseThrow().frames()).containsExactly(sooner, later);
  }

  @Test
  void take_oneFrameInAnIdleQueue_doesNotWaitForASecond() {
    DeadlineQueue queue = queue(1_000_000);
    PendingFrame only = frames.frame(BIRDS, 0, 1_000_000);
    queue.add(only);
    assertThat(queue.closesInNanos(0)).contains(0L);
    assertThat(queue.take(0).orElseThrow().frames()).containsExactly(only);
  }

  @Test
  void take_framesInQuickSuccession_waitsForAFullerBatchButNotForever() {
    DeadlineQueue queue = queue(1_000_000);
    for (int i = 0; i < 64; i++) { // teaches the queue that frames come every 10
      queue.add(frames.frame(BIRDS, i * 10L, 1_000_000));
    }
    while (queue.size() > 0) {
      queue.take(630);
    }
    queue.add(frames.frame(BIRDS, 640, 1_000_000));
    assertThat(queue.take(640)).isEmpty();
    // Joining a batch saves 900 of 1,000: that long may a single frame wait.
    assertThat(queue.closesInNanos(640)).contains(900L);
    assertThat(queue.take(640 + 900).orElseThrow().frames()).hasSize(1);
  }

  @Test
  void add_unknownModel_isRefused() {
    DeadlineQueue queue = queue(0);
    PendingFrame stray = frames.frame(new ModelKey("signs", 2, "dc-m"), 0, 100);
    assertThatThrownBy(() -> queue.add(stray)).isInstanceOf(IllegalArgumentException.class);
  }
}
