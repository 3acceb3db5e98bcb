package io.hawkvision.dc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.dc.models.RunTimes;
import io.hawkvision.dc.schedule.BatchRule.Arrivals;
import io.hawkvision.dc.schedule.BatchRule.Candidates;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class BatchRuleTest {
  private static final long NOW = 1_000_000;

  /** One frame takes 100, each further one 40: joining a batch saves 60. */
  private static BatchRule rule(long maxLingerNanos) {
    RunTimes times = new RunTimes(4);
    for (int frames = 1; frames <= 4; frames++) {
      times.add(frames, 60 + 40L * frames);
    }
    return new BatchRule(times, maxLingerNanos);
  }

  private static Candidates unpressed(int frames) {
    return new Candidates(frames, NOW, false, NOW);
  }

  private static Candidates pressed(int frames, long leftNanos) {
    return new Candidates(frames, NOW, true, NOW + leftNanos);
  }

  private static Arrivals often() {
    return new Arrivals(NOW, 5);
  }

  @Test
  void frames_moreThanTheModelTakes_areCutToItsBatch() {
    assertThat(rule(0).frames(unpressed(5), NOW)).isEqualTo(4);
  }

  @Test
  void frames_wholeBatchWouldMakeThePressedOneLate_areFewer() {
    assertThat(rule(0).frames(pressed(4, 150), NOW)).isEqualTo(2);
  }

  @Test
  void frames_pressedOneHasNoTimeAtAll_isStillOne() {
    assertThat(rule(0).frames(pressed(4, 10), NOW)).isEqualTo(1);
  }

  @Test
  void closesAt_fullBatch_isNow() {
    assertThat(rule(1_000).closesAtNanos(unpressed(4), often(), NOW)).isEqualTo(NOW);
  }

  @Test
  void closesAt_framesCutByADeadline_isNow() {
    assertThat(rule(1_000).closesAtNanos(pressed(3, 150), often(), NOW)).isEqualTo(NOW);
  }

  @Test
  void closesAt_framesArriveSeldom_isNow() {
    Arrivals seldom = new Arrivals(NOW, 61);
    assertThat(rule(1_000).closesAtNanos(unpressed(1), seldom, NOW)).isEqualTo(NOW);
  }

  @Test
  void closesAt_framesArriveOften_waitsWhatJoiningSavesSharedByAllWhoWait() {
    assertThat(rule(1_000).closesAtNanos(unpressed(1), often(), NOW)).isEqualTo(NOW + 60);
    assertThat(rule(1_000).closesAtNanos(unpressed(2), often(), NOW)).isEqualTo(NOW + 30);
    assertThat(rule(1_000).closesAtNanos(unpressed(3), often(), NOW)).isEqualTo(NOW + 20);
  }

  @Test
  void closesAt_patienceBeyondTheLongestLinger_isCut() {
    assertThat(rule(7).closesAtNanos(unpressed(1), often(), NOW)).isEqualTo(NOW + 7);
    assertThat(rule(0).closesAtNanos(unpressed(1), often(), NOW)).isEqualTo(NOW);
  }

  @Test
  void closesAt_deadlineNear_leavesTimeForTheBiggerBatch() {
    assertThat(rule(1_000).closesAtNanos(pressed(1, 150), often(), NOW)).isEqualTo(NOW + 10);
  }

  @Test
  void closesAt_batchingSavesNothing_isNow() {
    RunTimes times = new RunTimes(4);
    times.add(1, 100);
    times.add(4, 400);
    BatchRule rule = new BatchRule(times, 1_000);
    assertThat(rule.closesAtNanos(unpressed(1), often(), NOW)).isEqualTo(NOW);
  }
}
