package io.hawkvision.zoo.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.hawkvision.zoo.power.PowerReading.Joules;
import io.hawkvision.zoo.power.PowerReading.Watts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class PowerSensorsTest {
  private static final List<String> NO_PROGRAM = List.of("hawk-no-such-program");

  @TempDir private Path folder;
  private FakeSysfs sysfs;

  @BeforeEach
  void emptyTree() {
    sysfs = new FakeSysfs(folder);
  }

  private PowerSensors.Candidate candidate(PowerSource source) {
    return PowerSensors.find(folder, NO_PROGRAM).of(source).orElseThrow();
  }

  private PowerSensor sensor(PowerSource source) {
    PowerSensors.Candidate candidate = candidate(source);
    assertThat(candidate.sensor()).as(candidate.words()).isPresent();
    return candidate.sensor().get();
  }

  private String whyNot(PowerSource source) {
    PowerSensors.Candidate candidate = candidate(source);
    assertThat(candidate.sensor()).isEmpty();
    return candidate.words();
  }

  private static double watts(PowerSensor sensor) throws UnreadableSensorException {
    return ((Watts) sensor.read()).watts();
  }

  private static double joules(PowerSensor sensor) throws UnreadableSensorException {
    return ((Joules) sensor.read()).joules();
  }

  @Test
  void machineWithoutSensors_saysOfEachWhyNot() {
    PowerSensors none = PowerSensors.find(folder, NO_PROGRAM);
    assertThat(none.best()).isEmpty();
    assertThat(none.candidates())
        .extracting(candidate -> candidate.source().word())
        .containsExactly("ina260", "rapl", "xrt-xmc", "xrt-hwmon", "nvidia-smi");
    assertThat(none.candidates())
        .allMatch(candidate -> candidate.words().startsWith("no "))
        .allMatch(candidate -> candidate.words().contains(folder.toString()));
  }

  @Test
  void rapl_addsPackages_notTheirPartsNorTheirDoubles() throws Exception {
    sysfs
        .zone("intel-rapl:0", "package-0", 1_000_000)
        .zone("intel-rapl:0:0", "core", 1_000_000)
        .zone("intel-rapl:1", "package-1", 1_000_000)
        .zone("intel-rapl:2", "psys", 1_000_000)
        .zone("intel-rapl-mmio:0", "package-0", 1_000_000);
    PowerSensor rapl = sensor(PowerSource.RAPL);
    assertThat(joules(rapl)).isZero();
    for (String zone :
        List.of(
            "intel-rapl:0",
            "intel-rapl:0:0",
            "intel-rapl:1",
            "intel-rapl:2",
            "intel-rapl-mmio:0")) {
      sysfs.energy(zone, 3_500_000);
    }
    assertThat(joules(rapl)).isCloseTo(5, within(1e-9));
  }

  @Test
  void rapl_counterThatWraps_goesOn() throws Exception {
    sysfs.zone("intel-rapl:0", "package-0", FakeSysfs.RANGE - 1_000_000);
    PowerSensor rapl = sensor(PowerSource.RAPL);
    sysfs.energy("intel-rapl:0", 2_000_000);
    assertThat(joules(rapl)).isCloseTo(3, within(1e-9));
    sysfs.energy("intel-rapl:0", 4_000_000);
    assertThat(joules(rapl)).isCloseTo(5, within(1e-9));
  }

  @Test
  void rapl_readingThatFailsHalfway_losesNothing() throws Exception {
    sysfs.zone("intel-rapl:0", "package-0", 0).zone("intel-rapl:1", "package-1", 0);
    PowerSensor rapl = sensor(PowerSource.RAPL);
    sysfs.energy("intel-rapl:0", 1_000_000);
    sysfs.write("class/powercap/intel-rapl:1/energy_uj", "garbage");
    UnreadableSensorException failure =
        catchThrowableOfType(UnreadableSensorException.class, rapl::read);
    assertThat(failure.reason()).contains("holds no number: \"garbage\"");
    sysfs.energy("intel-rapl:1", 1_000_000);
    assertThat(joules(rapl)).isCloseTo(2, within(1e-9));
  }

  @Test
  void rapl_valueBeyondItsRange_isRefused() {
    sysfs.zone("intel-rapl:0", "package-0", 0);
    PowerSensor rapl = sensor(PowerSource.RAPL);
    sysfs.energy("intel-rapl:0", FakeSysfs.RANGE + 1);
    assertThat(catchThrowableOfType(UnreadableSensorException.class, rapl::read).reason())
        .contains("beyond its range");
  }

  @Test
  void rapl_thatOnlyRootMayRead_saysSo() throws Exception {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may read everything");
    sysfs.zone("intel-rapl:0", "package-0", 0);
    Files.setPosixFilePermissions(
        folder.resolve("class/powercap/intel-rapl:0/energy_uj"),
        PosixFilePermissions.fromString("---------"));
    assertThat(whyNot(PowerSource.RAPL)).contains("may not be read by this user", "chmod a+r");
  }

  @Test
  void xmc_isFoundWhateverItsNumber_andTheManagementFunctionIsNotCounted() throws Exception {
    sysfs.write("bus/pci/devices/0000:65:00.1/xmc.u.1025/xmc_power", 23_456_789);
    sysfs.write("bus/pci/devices/0000:65:00.0/xmc.m.1024/xmc_power", 23_456_789);
    sysfs.write("bus/pci/devices/0000:b3:00.1/xmc.u.7/xmc_power", 1_000_000);
    assertThat(watts(sensor(PowerSource.XRT_XMC))).isCloseTo(24.456789, within(1e-9));
  }

  @Test
  void hwmonSdm_isFoundByItsName_andItsLabel() throws Exception {
    String device = "bus/pci/devices/0000:c1:00.1/hwmon/";
    sysfs.write(device + "hwmon3/name", "nvme");
    sysfs.write(device + "hwmon4/name", "user_hwmon_sdm");
    sysfs.write(device + "hwmon4/power1_label", "12V Aux");
    sysfs.write(device + "hwmon4/power1_input", 5_000_000);
    sysfs.write(device + "hwmon4/power2_label", "Total Power");
    sysfs.write(device + "hwmon4/power2_average", 31_000_000);
    assertThat(watts(sensor(PowerSource.XRT_HWMON))).isCloseTo(31, within(1e-9));
    sysfs.write(device + "hwmon4/power2_label", "Other");
    assertThat(whyNot(PowerSource.XRT_HWMON)).contains("no rail labelled Total Power");
  }

  @Test
  void ina260_isFoundAtAnyIndex() throws Exception {
    sysfs.write("class/hwmon/hwmon0/name", "acpitz");
    sysfs.write("class/hwmon/hwmon11/name", "ina260_u14");
    sysfs.write("class/hwmon/hwmon11/power1_input", 4_210_000);
    assertThat(watts(sensor(PowerSource.INA260))).isCloseTo(4.21, within(1e-9));
  }

  @Test
  void ina260_withoutPower_isVoltageTimesCurrent() throws Exception {
    sysfs.write("class/hwmon/hwmon1/name", "ina260_u14");
    sysfs.write("class/hwmon/hwmon1/in1_input", 5_000);
    sysfs.write("class/hwmon/hwmon1/curr1_input", 800);
    assertThat(watts(sensor(PowerSource.INA260))).isCloseTo(4, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "'',holds no number", "n/a,holds no number", "1.5,holds no number",
    "-3000000,is negative", "0,not believable", "99999999999999,not believable",
    "99999999999999999999,holds no number"
  })
  void valueThatCannotBe_isRefusedWithItsFile(String value, String why) {
    sysfs.write("class/hwmon/hwmon1/name", "ina260_u14");
    sysfs.write("class/hwmon/hwmon1/power1_input", value);
    assertThat(whyNot(PowerSource.INA260)).contains("power1_input", why);
  }

  @Test
  void fileThatVanishes_isSaidToBeGone_andMayComeBack() throws Exception {
    String file = "bus/pci/devices/0000:65:00.1/xmc.u.1025/xmc_power";
    sysfs.write(file, 10_000_000);
    PowerSensor xmc = sensor(PowerSource.XRT_XMC);
    sysfs.delete(file);
    assertThat(catchThrowableOfType(UnreadableSensorException.class, xmc::read).reason())
        .contains("is not there");
    sysfs.write(file, 11_000_000);
    assertThat(watts(xmc)).isCloseTo(11, within(1e-9));
  }

  @Test
  void best_isTheOneThatSeesTheProcessor_neverACardThatMayBeIdle() {
    sysfs.write("bus/pci/devices/0000:65:00.1/xmc.u.1025/xmc_power", 10_000_000);
    assertThat(PowerSensors.find(folder, NO_PROGRAM).best()).isEmpty();
    sysfs.zone("intel-rapl:0", "package-0", 5);
    assertThat(PowerSensors.find(folder, NO_PROGRAM).best())
        .map(PowerSensor::source)
        .contains(PowerSource.RAPL);
    sysfs.write("class/hwmon/hwmon1/name", "ina260_u14");
    sysfs.write("class/hwmon/hwmon1/power1_input", 4_000_000);
    assertThat(PowerSensors.find(folder, NO_PROGRAM).best())
        .map(PowerSensor::source)
        .contains(PowerSource.INA260);
  }

  @Test
  void nvidia_isAskedOnlyWhereTheTreeHasTheDriver() throws Exception {
    List<String> printing = List.of("sh", "-c", "echo 71.25; echo 30");
    assertThat(PowerSensors.find(folder, printing).of(PowerSource.NVIDIA_SMI).orElseThrow().words())
        .startsWith("no nvidia driver");
    Files.createDirectories(folder.resolve("bus/pci/drivers/nvidia"));
    PowerSensors.Candidate found =
        PowerSensors.find(folder, printing).of(PowerSource.NVIDIA_SMI).orElseThrow();
    assertThat(watts(found.sensor().orElseThrow())).isEqualTo(101.25);
    assertThat(whyNot(PowerSource.NVIDIA_SMI)).contains("no such program");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MODELLED", "RAPL"})
  void onlyTheModel_isNotMeasured(PowerSource source) {
    assertThat(source.isMeasured()).isEqualTo(!source.word().equals("modelled"));
    assertThat(PowerSource.of(source.word())).contains(source);
  }
}
