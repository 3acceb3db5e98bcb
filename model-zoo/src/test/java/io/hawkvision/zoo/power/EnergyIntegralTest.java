package io.hawkvision.zoo.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.zoo.power.PowerReading.Joules;
import io.hawkvision.zoo.power.PowerReading.Watts;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EnergyIntegralTest {
  private static final long SECOND = 1_000_000_000;
  private final EnergyIntegral integral = new EnergyIntegral(Duration.ofSeconds(1));

  /** 50 W, swinging by 30 W at 0.7 Hz. */
  private static final double OMEGA = 2 * Math.PI * 0.7;

  private static Watts power(double seconds) {
    return new Watts(50 + 30 * Math.sin(OMEGA * seconds));
  }

  private static double energy(double seconds) {
    return 50 * seconds + 30 / OMEGA * (1 - Math.cos(OMEGA * seconds));
  }

  @Test
  void swingingPower_isIntegratedWithinTheTrapezoidsBound() {
    Random jitter = new Random(7);
    double at = 0;
    double longest = 0;
    integral.add(0, power(0));
    while (at < 60) {
      double step = 0.05 + 0.1 * jitter.nextDouble();
      at += step;
      longest = Math.max(longest, step);
      integral.add(Math.round(at * SECOND), power(at));
    }
    double bound = at * longest * longest * 30 * OMEGA * OMEGA / 12;
    assertThat(bound / energy(at)).as("the bound says something").isLessThan(0.025);
    assertThat(integral.joules()).isCloseTo(energy(at), within(bound));
    assertThat(integral.coveredSeconds()).isCloseTo(at, within(1e-6));
  }

  @Test
  void powerThatChangesEvenly_isExact() {
    integral.add(0, new Watts(10));
    integral.add(SECOND, new Watts(20));
    assertThat(integral.joules()).isCloseTo(15, within(1e-9));
  }

  @Test
  void gapThatIsTooLong_isNotGuessed() {
    integral.add(0, new Watts(10));
    integral.add(5 * SECOND, new Watts(10));
    assertThat(integral.joules()).isZero();
    assertThat(integral.coveredSeconds()).isZero();
    integral.add(6 * SECOND, new Watts(10));
    assertThat(integral.joules()).isCloseTo(10, within(1e-9));
  }

  @Test
  void counterThatStands_coversNoTime_andNothingIsLostWhenItMoves() {
    integral.add(0, new Joules(100));
    integral.add(SECOND / 2, new Joules(100));
    assertThat(integral.coveredSeconds()).isZero();
    integral.add(SECOND, new Joules(130));
    assertThat(integral.joules()).isEqualTo(30);
    assertThat(integral.coveredSeconds()).isEqualTo(1);
  }

  @Test
  void clockThatStands_countsNothing() {
    integral.add(5, new Watts(10));
    integral.add(5, new Watts(10));
    assertThat(integral.joules()).isZero();
  }

  @Test
  void powerAndEnergyInTurns_areAnError() {
    integral.add(0, new Watts(10));
    assertThatThrownBy(() -> integral.add(SECOND, new Joules(10)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void negativeOrEndlessReadings_cannotBeMade() {
    assertThatThrownBy(() -> new Watts(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Watts(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Joules(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
