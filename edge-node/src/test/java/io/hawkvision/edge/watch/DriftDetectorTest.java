package io.hawkvision.edge.watch;

import static io.hawkvision.edge.watch.WatchFixtures.TESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class DriftDetectorTest {
  private static final double NEVER = 1e300;

  /** The definition: for every start k, the wealth of a gambler who begins there; summed. */
  private static double naive(List<Boolean> seen, double nullRate) {
    double sum = 0;
    int bets = 0;
    for (double size : new double[] {0.5, 1, 2, 4, 8}) {
      if (size >= 1 / nullRate) {
        continue;
      }
      bets++;
      for (int start = 0; start < seen.size(); start++) {
        double wealth = 1;
        for (boolean disagrees : seen.subList(start, seen.size())) {
          wealth *= 1 + size * ((disagrees ? 1 : 0) - nullRate);
        }
        sum += wealth;
      }
    }
    return sum / bets;
  }

  private static int auditsToAlarm(long seed, double rate, int most) {
    SplittableRandom random = new SplittableRandom(seed);
    DriftDetector detector = DriftDetector.START;
    for (int i = 1; i <= most; i++) {
      detector = detector.seen(random.nextDouble() < rate, 0.05, TESTS.alarmLevel());
      if (detector.alarmed()) {
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.05, 0.125, 0.3, 0.7, 0.99})
  void value_ofAnySequence_isTheSumOverAllStarts(double nullRate) {
    SplittableRandom random = new SplittableRandom(11);
    List<Boolean> seen = new ArrayList<>();
    DriftDetector detector = DriftDetector.START;
    for (int i = 0; i < 60; i++) {
      boolean disagrees = random.nextDouble() < 0.2;
      seen.add(disagrees);
      detector = detector.seen(disagrees, nullRate, NEVER);
      double expected = naive(seen, nullRate);
      assertThat(detector.value(nullRate)).isCloseTo(expected, within(1e-9 * expected));
    }
  }

  /**
   * SCIENCE.md §2.9, null rate 0.05: medians from a fresh start; ±25 % of a simulation in numpy.
   */
  @ParameterizedTest
  @CsvSource({"0.07, 304", "0.10, 118", "0.15, 53", "0.25, 23"})
  void alarm_afterAJump_comesAsFastAsSimulated(double rate, int median) {
    int[] audits = new int[401];
    Arrays.setAll(audits, run -> auditsToAlarm(run, rate, 6_000));
    Arrays.sort(audits);
    assertThat(audits[200]).isBetween((int) (0.75 * median), (int) (1.25 * median));
  }

  /** SCIENCE.md §2.9: 16 % of the runs of 4,000 audits at 0.03, 94 % at the null rate itself. */
  @ParameterizedTest
  @CsvSource({"0.03, 0.16, 0.06", "0.05, 0.94, 0.05"})
  void alarm_withoutDrift_isAsRareAsSimulated(double rate, double share, double tolerance) {
    int alarms = 0;
    for (int run = 0; run < 400; run++) {
      alarms += auditsToAlarm(1_000 + run, rate, 4_000) <= 4_000 ? 1 : 0;
    }
    assertThat(alarms / 400.0).isCloseTo(share, within(tolerance));
  }

  /** Why the calm level is not 1: without drift the value rests well above it. */
  @Test
  void value_withoutDrift_isAlwaysAboveTenAndRarelyAboveTheCalmLevel() {
    SplittableRandom random = new SplittableRandom(29);
    int aboveTen = 0;
    int aboveCalm = 0;
    for (int run = 0; run < 100; run++) {
      DriftDetector detector = DriftDetector.START;
      for (int i = 0; i < 4_000; i++) {
        detector = detector.seen(random.nextDouble() < 0.03, 0.05, NEVER);
        double value = detector.value(0.05);
        aboveTen += value > 10 ? 1 : 0;
        aboveCalm += value > TESTS.calmLevel() ? 1 : 0;
      }
    }
    assertThat(aboveTen / 400_000.0).isGreaterThan(0.98);
    assertThat(aboveCalm / 400_000.0).isBetween(0.02, 0.06);
  }

  /** What it is for: the mean run until a false alarm is at least the alarm level. */
  @Test
  void falseAlarm_atTheNullRate_takesAsManyAuditsAsTheLevelOnAverage() {
    double sum = 0;
    for (int run = 0; run < 300; run++) {
      sum += auditsToAlarm(5_000 + run, 0.05, 100_000);
    }
    assertThat(sum / 300).isGreaterThan(1_000);
  }

  @Test
  void alarm_onceRaised_stays() {
    DriftDetector detector = DriftDetector.START;
    while (!detector.alarmed()) {
      detector = detector.seen(true, 0.05, TESTS.alarmLevel());
    }
    for (int i = 0; i < 5_000; i++) {
      detector = detector.seen(false, 0.05, TESTS.alarmLevel());
      assertThat(detector.alarmed()).isTrue();
      assertThat(detector.safeShare(0.05, TESTS)).isZero();
    }
    assertThat(detector.value(0.05)).isLessThan(100);
  }

  @Test
  void safeShare_fallsAsTheValueRises() {
    double before = 1;
    for (double value = 0; value < 1_000; value += 0.5) {
      double share = new DriftDetector(Collections.nCopies(5, value), false).safeShare(0.05, TESTS);
      assertThat(share).isBetween(0.0, before);
      before = share;
    }
    assertThat(before).isLessThan(0.001);
  }

  @Test
  void safeShare_upToTheCalmLevel_isTheCertifiedPolicy() {
    DriftDetector calm = new DriftDetector(Collections.nCopies(5, 100.0), false);
    assertThat(calm.safeShare(0.05, TESTS)).isEqualTo(1);
    DriftDetector halfway = new DriftDetector(Collections.nCopies(5, Math.sqrt(1e5)), false);
    assertThat(halfway.safeShare(0.05, TESTS)).isCloseTo(0.5, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-9, 0.5, 0.999})
  void value_whateverTheSequence_staysANumber(double nullRate) {
    DriftDetector always = DriftDetector.START;
    DriftDetector never = DriftDetector.START;
    for (int i = 0; i < 3_000; i++) {
      always = always.seen(true, nullRate, TESTS.alarmLevel());
      never = never.seen(false, nullRate, TESTS.alarmLevel());
    }
    assertThat(always.value(nullRate)).isFinite().isPositive();
    assertThat(never.value(nullRate)).isFinite().isNotNegative();
  }

  @Test
  void value_againstARateThatCannotBeExceeded_staysZero() {
    DriftDetector detector = DriftDetector.START;
    for (int i = 0; i < 3_000; i++) {
      detector = detector.seen(true, 1, TESTS.alarmLevel());
    }
    assertThat(detector).isEqualTo(DriftDetector.START);
  }

  @Test
  void state_thatNoRunLeaves_isRefused() {
    assertThatThrownBy(() -> new DriftDetector(List.of(1.0, 1.0), false))
        .hasMessageContaining("not 5 bets: 2");
    assertThatThrownBy(() -> new DriftDetector(Collections.nCopies(5, Double.NaN), false))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new DriftDetector(Collections.nCopies(5, -1.0), false))
        .hasMessageContaining("-1.0");
  }
}
