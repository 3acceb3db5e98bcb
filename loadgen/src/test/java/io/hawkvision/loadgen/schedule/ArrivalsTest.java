package io.hawkvision.loadgen.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ArrivalsTest {
  private static long[] first(Arrivals arrivals, long seed, int count) {
    Arrivals.Times times = arrivals.times(50, seed);
    return LongStream.generate(times::next).limit(count).toArray();
  }

  @Test
  void constant_gaps_areEqual() {
    assertThat(first(Arrivals.CONSTANT, 1, 4))
        .containsExactly(0, 20_000_000, 40_000_000, 60_000_000);
  }

  @Test
  void poisson_sameSeed_givesSameTimes_otherSeedOthers() {
    assertThat(first(Arrivals.POISSON, 7, 100)).isEqualTo(first(Arrivals.POISSON, 7, 100));
    assertThat(first(Arrivals.POISSON, 8, 100)).isNotEqualTo(first(Arrivals.POISSON, 7, 100));
  }

  @Test
  void poisson_manyGaps_haveTheMeanAndSpreadOfTheRate() {
    long[] times = first(Arrivals.POISSON, 7, 20_001);
    double mean = times[20_000] / 20_000.0;
    double squares = 0;
    for (int i = 1; i < times.length; i++) {
      squares += Math.pow(times[i] - times[i - 1] - mean, 2);
    }
    assertThat(mean).isCloseTo(20e6, within(0.6e6));
    assertThat(Math.sqrt(squares / 20_000)).isCloseTo(20e6, within(1e6));
  }

  @Test
  void times_rateOutOfRange_isRefused() {
    assertThatThrownBy(() -> Arrivals.POISSON.times(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Arrivals.POISSON.times(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
