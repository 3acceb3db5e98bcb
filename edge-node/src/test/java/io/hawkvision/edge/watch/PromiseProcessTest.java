package io.hawkvision.edge.watch;

import static io.hawkvision.edge.watch.WatchFixtures.TESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class PromiseProcessTest {
  private static int auditsToFlag(long seed, double rate, double nullRate, double limit, int most) {
    SplittableRandom random = new SplittableRandom(seed);
    PromiseProcess process = PromiseProcess.START;
    for (int i = 1; i <= most; i++) {
      process = process.seen(random.nextDouble() < rate, nullRate, limit);
      if (process.broken()) {
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static int median(double rate, double limit) {
    int[] audits = new int[401];
    Arrays.setAll(audits, run -> auditsToFlag(run, rate, 0.05, limit, 20_000));
    Arrays.sort(audits);
    return audits[200];
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.05, 0.15, 0.4})
  void flag_whileThePromiseHolds_isNeverRaised(double nullRate) {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(auditsToFlag(seed, nullRate, nullRate, TESTS.wealthLimit(), 5_000))
          .as("seed %d", seed)
          .isEqualTo(Integer.MAX_VALUE);
    }
  }

  /** Ville's inequality, where it can be seen: at 1/delta = 20 one run of twenty at most. */
  @Test
  void flag_atTheNullRate_isRarerThanDelta() {
    int flags = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      flags += auditsToFlag(seed, 0.05, 0.05, 20, 3_000) < Integer.MAX_VALUE ? 1 : 0;
    }
    assertThat(flags).isBetween(1, 50);
  }

  /** From a fresh start, null rate 0.05: the medians of a simulation in numpy, ±25 %. */
  @ParameterizedTest
  @CsvSource({
    "0.07, 1000, 1915",
    "0.10, 1000, 366",
    "0.15, 1000, 107",
    "0.25, 1000, 34",
    "0.10, 20, 144"
  })
  void flag_afterThePromiseBreaks_comesAsFastAsSimulated(double rate, double limit, int median) {
    assertThat(median(rate, limit)).isBetween((int) (0.75 * median), (int) (1.25 * median));
  }

  @Test
  void wealth_isTheMeanOfTheProducts() {
    SplittableRandom random = new SplittableRandom(5);
    PromiseProcess process = PromiseProcess.START;
    double[] sizes = {0.5, 1, 2, 4, 8};
    double[] products = {1, 1, 1, 1, 1};
    for (int i = 0; i < 300; i++) {
      boolean disagrees = random.nextDouble() < 0.08;
      process = process.seen(disagrees, 0.05, 1e300);
      for (int bet = 0; bet < 5; bet++) {
        products[bet] *= 1 + sizes[bet] * ((disagrees ? 1 : 0) - 0.05);
      }
      double mean = Arrays.stream(products).sum() / 5;
      assertThat(process.wealth()).isCloseTo(mean, within(1e-9 * mean));
    }
  }

  @Test
  void flag_onceRaised_stays() {
    PromiseProcess process = PromiseProcess.START;
    while (!process.broken()) {
      process = process.seen(true, 0.05, TESTS.wealthLimit());
    }
    for (int i = 0; i < 3_000; i++) {
      process = process.seen(false, 0.05, TESTS.wealthLimit());
    }
    assertThat(process.broken()).isTrue();
    assertThat(process.wealth()).isLessThan(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-9, 0.1249999999999999, 0.5, 0.999, 1})
  void wealth_whateverTheSequence_staysANumber(double nullRate) {
    PromiseProcess always = PromiseProcess.START;
    PromiseProcess never = PromiseProcess.START;
    for (int i = 0; i < 3_000; i++) {
      always = always.seen(true, nullRate, TESTS.wealthLimit());
      never = never.seen(false, nullRate, TESTS.wealthLimit());
    }
    assertThat(always.wealth()).isFinite().isPositive();
    assertThat(never.wealth()).isFinite().isNotNegative();
  }

  /** A certificate of another link state has another null rate; the promise is still one. */
  @Test
  void flag_underChangingNullRates_isRarerThanDelta() {
    int flags = 0;
    for (int seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      PromiseProcess process = PromiseProcess.START;
      for (int i = 0; i < 2_000; i++) {
        double nullRate = i % 3 == 0 ? 0.3 : 0.1;
        process = process.seen(random.nextDouble() < nullRate, nullRate, 20);
      }
      flags += process.broken() ? 1 : 0;
    }
    assertThat(flags).isLessThanOrEqualTo(25);
  }
}
