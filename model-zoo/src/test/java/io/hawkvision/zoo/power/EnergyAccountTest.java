package io.hawkvision.zoo.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class EnergyAccountTest {
  private static final Work WORK = new Work(2_000_000, 1_000, 1_000_000_000);

  @TempDir private Path folder;

  private EnergyAccount open(String sensor) throws UnreadableSensorException {
    return EnergyAccount.open(new PowerSettings(sensor, folder, 2));
  }

  @Test
  void withoutASensor_everyFigureIsModelled_andSaysSo() throws Exception {
    try (EnergyAccount account = open("auto")) {
      FrameEnergy frame = account.answered(WORK).orElseThrow();
      assertThat(frame.source()).isEqualTo(PowerSource.MODELLED);
      assertThat(frame.joules()).isCloseTo(0.004 + 0.0036 + 0.0028, within(1e-9));
      account.answered(WORK);
      assertThat(account.joules()).isCloseTo(2 * frame.joules(), within(1e-12));
      assertThat(account.source()).contains(PowerSource.MODELLED);
      assertThat(account.idleWatts()).isEmpty();
      assertThat(account.words())
          .startsWith("modelled, not measured")
          .contains("2.00 W", "3.6 uJ/byte", "2.8 pJ/MAC");
    }
  }

  @Test
  void processorTimeThatIsUnknown_isNotTakenForNone() throws Exception {
    try (EnergyAccount account = open("modelled")) {
      assertThat(account.answered(new Work(ThreadCpu.UNKNOWN, 1_000, 0))).isEmpty();
    }
  }

  @Test
  void off_saysNothing() throws Exception {
    try (EnergyAccount account = open("off")) {
      assertThat(account.answered(WORK)).isEmpty();
      assertThat(account.source()).isEqualTo(Optional.empty());
    }
  }

  @Test
  void sensorAskedForByName_thatIsUnusable_isRefusedWithTheReason() {
    assertThat(catchThrowableOfType(UnreadableSensorException.class, () -> open("rapl")).reason())
        .contains("rapl: no intel-rapl package under");
    assertThatThrownBy(() -> open("wattmeter"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auto, off, ina260, rapl, xrt-xmc, xrt-hwmon, nvidia-smi, modelled");
  }

  @Test
  @Timeout(60)
  void sensorThatIsThere_isMeasuredAndItsIdleKnownAtOnce() throws Exception {
    FakeSysfs sysfs = new FakeSysfs(folder);
    sysfs.write("class/hwmon/hwmon1/name", "ina260_u14");
    sysfs.write("class/hwmon/hwmon1/power1_input", 4_000_000);
    try (EnergyAccount account = open("auto")) {
      assertThat(account.source()).contains(PowerSource.INA260);
      assertThat(account.idleWatts().orElseThrow()).isCloseTo(4, within(1e-6));
      assertThat(account.joules()).isGreaterThan(0);
    }
  }

  @Test
  @Timeout(60)
  void counterThatStandsStill_asInAVirtualMachine_isGivenUpForTheModel() throws Exception {
    new FakeSysfs(folder).zone("intel-rapl:0", "package-0", 0);
    try (EnergyAccount account = open("auto")) {
      assertThat(account.source()).contains(PowerSource.MODELLED);
    }
    assertThat(catchThrowableOfType(UnreadableSensorException.class, () -> open("rapl")).reason())
        .contains("no idle power");
  }

  @Test
  void threadsOwnTime_growsWithItsWork() {
    long start = ThreadCpu.nanos();
    double sum = 0;
    for (int i = 0; i < 5_000_000; i++) {
      sum += Math.sqrt(i);
    }
    assertThat(sum).isPositive();
    assertThat(ThreadCpu.since(start)).isPositive();
    assertThat(ThreadCpu.since(ThreadCpu.UNKNOWN)).isEqualTo(ThreadCpu.UNKNOWN);
  }
}
