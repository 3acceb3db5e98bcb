package io.hawkvision.zoo.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class LossModelTest {
  private static final int FRAMES = 20_000;
  private static final int DATAGRAMS = 10;

  @ParameterizedTest
  @EnumSource(LossModel.class)
  void arrivals_consecutiveSeeds_loseTheShareAskedFor(LossModel model) {
    for (double rate : new double[] {0, 0.1, 0.3, 0.6}) {
      long lost = 0;
      for (int seed = 0; seed < FRAMES; seed++) {
        BitSet arrived = model.arrivals(new SplittableRandom(seed), DATAGRAMS, rate);
        lost += DATAGRAMS - arrived.cardinality();
      }
      assertThat((double) lost / FRAMES / DATAGRAMS).isBetween(rate - 0.012, rate + 0.012);
    }
  }

  @Test
  void arrivals_bursty_losesNeighboursTogether() {
    int after = 0;
    int lost = 0;
    for (int seed = 0; seed < FRAMES; seed++) {
      BitSet arrived = LossModel.BURSTY.arrivals(new SplittableRandom(seed), DATAGRAMS, 0.3);
      for (int i = 0; i + 1 < DATAGRAMS; i++) {
        lost += arrived.get(i) ? 0 : 1;
        after += arrived.get(i) || arrived.get(i + 1) ? 0 : 1;
      }
    }
    assertThat((double) after / lost).isBetween(0.73, 0.77); // mean burst of four
  }
}
