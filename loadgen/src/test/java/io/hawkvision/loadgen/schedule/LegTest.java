package io.hawkvision.loadgen.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LegTest {
  @Test
  void of_interleaved_givesEachFrameToEveryTargetInTurn() {
    Leg leg = Leg.of(3, 2, true).get(0);
    assertThat(leg.slots()).isEqualTo(6);
    assertThat(List.of(0, 1, 2, 3, 4, 5).stream().map(leg::target).toList())
        .containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(List.of(0, 1, 2, 3, 4, 5).stream().map(leg::frame).toList())
        .containsExactly(0L, 0L, 0L, 1L, 1L, 1L);
  }

  @Test
  void of_notInterleaved_givesOneLegPerTargetWithTheSameFrames() {
    List<Leg> legs = Leg.of(2, 2, false);
    assertThat(legs).containsExactly(new Leg(List.of(0), 2), new Leg(List.of(1), 2));
    assertThat(legs.get(1).frame(1)).isEqualTo(1);
  }
}
