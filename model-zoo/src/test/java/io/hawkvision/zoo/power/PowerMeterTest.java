package io.hawkvision.zoo.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("unit")
class PowerMeterTest {
  private final FakeSensor sensor = new FakeSensor();
  private final PowerMeter meter = new PowerMeter(sensor, () -> sensor.nowNanos);

  /** A sensor whose power and clock are set by hand. */
  private static final class FakeSensor implements PowerSensor {
    long nowNanos = 1_000;
    volatile double watts = 10;
    volatile String failure = "";

    @Override
    public PowerSource source() {
      return PowerSource.INA260;
    }

    @Override
    public String words() {
      return "fake";
    }

    @Override
    public Cadence cadence() {
      return new Cadence(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(60));
    }

    @Override
    public PowerReading read() throws UnreadableSensorException {
      if (!failure.isEmpty()) {
        throw new UnreadableSensorException(failure);
      }
      return new PowerReading.Watts(watts);
    }
  }

  private void pass(double seconds, double framesPerSecond) {
    for (int tick = 0; tick < Math.round(seconds * 10); tick++) {
      int due =
          (int)
              (Math.floor((tick + 1) * framesPerSecond / 10)
                  - Math.floor(tick * framesPerSecond / 10));
      for (int frame = 0; frame < due; frame++) {
        meter.answered();
      }
      sensor.nowNanos += 100_000_000;
      meter.sample();
    }
  }

  @Test
  void firstSecond_isTheIdlePower_andStays() {
    meter.sample();
    pass(0.9, 0);
    assertThat(meter.idleWatts()).isEmpty();
    pass(0.2, 0);
    assertThat(meter.idleWatts().orElseThrow()).isCloseTo(10, within(1e-6));
    sensor.watts = 30;
    pass(3, 0);
    assertThat(meter.idleWatts().orElseThrow()).isCloseTo(10, within(1e-6));
  }

  @Test
  void answers_shareWhatIsAboveIdle() {
    meter.sample();
    pass(1.1, 0);
    sensor.watts = 12;
    pass(10, 20);
    assertThat(meter.answered().orElseThrow()).isCloseTo(2.0 / 20, within(1e-6));
    assertThat(meter.watts().orElseThrow()).isCloseTo(12, within(1e-6));
    assertThat(meter.joules()).isCloseTo(1.1 * 10 + 10 * 12, within(0.3));
  }

  @Test
  void powerBelowIdle_costsNothing_neverLess() {
    meter.sample();
    pass(1.1, 0);
    sensor.watts = 9;
    pass(10, 20);
    assertThat(meter.answered()).isEqualTo(OptionalDouble.of(0));
  }

  @Test
  void sensorThatVanishes_givesNoShare_untilItIsBack() {
    meter.sample();
    pass(1.1, 0);
    sensor.watts = 12;
    pass(6, 10);
    sensor.failure = "gone";
    pass(3, 10);
    assertThat(meter.answered()).isEmpty();
    assertThat(meter.watts()).isEmpty();
    assertThat(meter.failure()).contains("gone");
    double before = meter.joules();
    sensor.failure = "";
    pass(6, 10);
    assertThat(meter.failure()).isEmpty();
    assertThat(meter.answered().orElseThrow()).isCloseTo(0.2, within(1e-6));
    assertThat(meter.joules() - before).as("the gap is not guessed").isCloseTo(6 * 12, within(1.3));
  }

  @Test
  void valueThatNeverChanges_isNotBelievedForEver() {
    meter.sample();
    pass(59, 10);
    assertThat(meter.failure()).isEmpty();
    pass(10, 10);
    assertThat(meter.failure().orElseThrow()).contains("has not changed for");
    assertThat(meter.answered()).isEmpty();
    sensor.watts = 10.01;
    pass(6, 10);
    assertThat(meter.failure()).isEmpty();
    assertThat(meter.answered()).isPresent();
  }

  @Test
  void withoutAnswers_thereIsNoShare() {
    meter.sample();
    pass(10, 0);
    assertThat(meter.answered()).isEmpty();
  }

  @Test
  @Timeout(60)
  void ownedThread_endsWithTheMeter_andNobodyWaitsForADeadSensor() {
    sensor.failure = "gone";
    PowerMeter running = PowerMeter.start(sensor);
    assertThat(running.awaitIdle()).isEmpty();
    assertThat(threadIsAlive()).isTrue();
    running.close();
    assertThat(threadIsAlive()).isFalse();
  }

  private static boolean threadIsAlive() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("power-ina260"));
  }
}
