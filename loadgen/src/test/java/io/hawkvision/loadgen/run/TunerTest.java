package io.hawkvision.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.loadgen.tune.ProbedFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TunerTest {
  /** The edge is wrong about the first half; coarse pictures help with every second of those. */
  private static List<ProbedFrame> frames() {
    List<ProbedFrame> frames = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      frames.add(
          new ProbedFrame(
              i >= 50,
              i / 100.0,
              i / 100.0,
              Map.of("dc-l", true),
              Map.of(
                  60, new ProbedFrame.Small(i % 2 == 0, 1000),
                  90, new ProbedFrame.Small(true, 2500),
                  98, new ProbedFrame.Small(true, 6000))));
    }
    return frames;
  }

  @Test
  void quality_isTheOneThatReachesTheAccuracyByTheFewestBytes() {
    List<Integer> all = List.of(60, 90, 98);
    assertThat(Tuner.cheapestQuality(frames(), 0.6, all)).isEqualTo(60); // 20 small ones
    assertThat(Tuner.cheapestQuality(frames(), 0.9, all)).isEqualTo(90); // 60 does not reach it
    assertThat(Tuner.cheapestQuality(frames(), 0.9, List.of(98))).isEqualTo(98);
  }
}
