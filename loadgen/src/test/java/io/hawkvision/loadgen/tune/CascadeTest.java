package io.hawkvision.loadgen.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CascadeTest {
  private static ProbedFrame frame(double score, boolean edge, boolean best, boolean small) {
    return new ProbedFrame(
        edge, score, score, Map.of("dc-l", best), Map.of(90, new ProbedFrame.Small(small, 3000)));
  }

  private static List<ProbedFrame> random(int count, long seed) {
    Random random = new Random(seed);
    List<ProbedFrame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double score = Math.round(random.nextDouble() * 200) / 200.0; // many ties
      frames.add(
          frame(
              score,
              random.nextDouble() < 0.5 + score / 2,
              random.nextDouble() < 0.97,
              random.nextDouble() < 0.95));
    }
    return frames;
  }

  @Test
  void cheapest_isTheLowestThresholdThatReachesTheGoal() {
    List<ProbedFrame> frames = random(2_000, 1);
    Cascade.Found found = Cascade.ofMargin("dc-l").cheapest(frames, 0.93);
    assertThat(found.isReached()).isTrue();
    for (double lower = 0.0025; lower < found.threshold() - 0.004; lower += 0.005) {
      double threshold = lower;
      assertThat(Cascade.accuracy(Policy.of(threshold, Route.original("dc-l")), frames))
          .as("threshold %s", threshold)
          .isLessThan(0.93);
    }
    double check = Cascade.accuracy(Policy.of(found.threshold(), Route.original("dc-l")), frames);
    assertThat(check).isEqualTo(found.accuracy()).isGreaterThanOrEqualTo(0.93);
  }

  @Test
  void naive_usesSmallPictures() {
    List<ProbedFrame> frames =
        List.of(frame(0.1, false, true, false), frame(0.5, false, true, true));
    assertThat(Cascade.naive(90).cheapest(frames, 0.5).threshold()).isInfinite();
    assertThat(Cascade.ofMargin("dc-l").cheapest(frames, 0.5).threshold()).isEqualTo(0.5);
  }

  @Test
  void goalBelowTheEdge_escalatesNothing() {
    Cascade.Found found = Cascade.ofMargin("dc-l").cheapest(random(500, 2), 0.2);
    assertThat(found.threshold()).isZero();
    assertThat(found.escalated()).isZero();
  }

  @Test
  void goalOutOfReach_givesTheMostAccurate() {
    List<ProbedFrame> frames = random(500, 3);
    Cascade.Found found = Cascade.naive(90).cheapest(frames, 1.0);
    assertThat(found.isReached()).isFalse();
    double all = frames.stream().filter(frame -> frame.small(90).right()).count() / 500.0;
    assertThat(found.accuracy()).isGreaterThanOrEqualTo(all - 1e-12);
    assertThat(found.escalated()).isCloseTo(1, within(0.3));
  }

  @Test
  void noFrames_areRefused() {
    assertThatThrownBy(() -> Cascade.naive(90).cheapest(List.of(), 0.9))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
