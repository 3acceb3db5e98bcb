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
  void mmpp_sameSeed_givesSameTimes_otherSeedOthers() {
    assertThat(first(Arrivals.MMPP, 7, 100)).isEqualTo(first(Arrivals.MMPP, 7, 100));
    assertThat(first(Arrivals.MMPP, 8, 100)).isNotEqualTo(first(Arrivals.MMPP, 7, 100));
  }

  /** Frames in each of so many windows of a second. */
  private static long[] perSecond(Arrivals arrivals, Burst burst, int seconds) {
    Arrivals.Times times = arrivals.times(50, 7, burst);
    long[] counts = new long[seconds];
    for (long at = times.next(); at < seconds * 1_000_000_000L; at = times.next()) {
      counts[(int) (at / 1_000_000_000L)]++;
    }
    return counts;
  }

  private static double mean(long[] counts) {
    return LongStream.of(counts).average().orElseThrow();
  }

  /** Variance over mean, 1 for Poisson. */
  private static double dispersion(long[] counts) {
    double mean = mean(counts);
    double squares = LongStream.of(counts).mapToDouble(c -> (c - mean) * (c - mean)).sum();
    return squares / counts.length / mean;
  }

  @Test
  void mmpp_longRun_hasTheMeanRateAndTheBurstinessOfItsFormula() {
    Burst burst = new Burst(4, 1);
    long[] counts = perSecond(Arrivals.MMPP, burst, 40_000);
    // rates 200 and 12.5; leaving at 1 and 1/4 per second; windows of t = 1 s:
    // 1 + 2 (r1-r2)^2 p1 p2 / (mean s) * (1 - (1 - e^(-s t)) / (s t)), s = 1.25
    double s = 1.25;
    double expected = 1 + 2 * 187.5 * 187.5 * 0.2 * 0.8 / (50 * s) * (1 - (1 - Math.exp(-s)) / s);
    assertThat(mean(counts)).isCloseTo(50, within(1.5));
    assertThat(dispersion(counts)).isCloseTo(expected, within(0.1 * expected));
    assertThat(dispersion(perSecond(Arrivals.POISSON, burst, 40_000))).isCloseTo(1, within(0.1));
  }

  @Test
  void mmpp_factorOne_isPoisson() {
    assertThat(dispersion(perSecond(Arrivals.MMPP, new Burst(1, 1), 40_000)))
        .isCloseTo(1, within(0.1));
  }

  @Test
  void burst_outOfRange_isRefused() {
    assertThatThrownBy(() -> new Burst(0.5, 1)).hasMessageContaining("factor");
    assertThatThrownBy(() -> new Burst(4, 0)).hasMessageContaining("burst lasts");
  }

  @Test
  void times_rateOutOfRange_isRefused() {
    assertThatThrownBy(() -> Arrivals.POISSON.times(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Arrivals.POISSON.times(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
