package io.hawkvision.loadgen.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.loadgen.CapturedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("flow")
@Timeout(60)
class PowerCommandTest {
  @TempDir private Path sysfs;

  private CapturedRun run(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "bench";
    all[1] = "power";
    all[2] = "--sysfs-root=" + sysfs;
    System.arraycopy(more, 0, all, 3, more.length);
    return CapturedRun.of(sysfs, all);
  }

  private void write(String file, String text) throws IOException {
    Path path = sysfs.resolve(file);
    Files.createDirectories(path.resolveSibling(""));
    Files.writeString(path, text + "\n");
  }

  @Test
  void machineWithoutSensors_isToldWhyNot_andWhatTheModelIs() {
    CapturedRun run = run();
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stdout())
        .containsPattern("ina260 +unusable +no ina260 under")
        .containsPattern("rapl +unusable +no intel-rapl package under")
        .containsPattern("xrt-xmc +unusable +no xmc\\.u\\.\\* under")
        .containsPattern("xrt-hwmon +unusable +no hwmon_sdm under")
        .containsPattern("nvidia-smi +unusable +no nvidia driver under")
        .contains("power.sensor=auto takes: modelled")
        .contains("modelled, not measured")
        .contains("2.76 W", "0.575", "3.6 uJ/byte", "2.8 pJ/MAC");
  }

  @Test
  void sensorsThatAreThere_areReadSideBySide() throws IOException {
    write("class/hwmon/hwmon3/name", "ina260_u14");
    write("class/hwmon/hwmon3/power1_input", "4210000");
    write("bus/pci/devices/0000:65:00.1/xmc.u.1025/xmc_power", "23456789");
    CapturedRun run = run("--seconds=1");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stdout())
        .containsPattern("ina260 +4\\.21 W +1 board")
        .containsPattern("xrt-xmc +23\\.46 W +1 board")
        .contains("power.sensor=auto takes: ina260");
  }

  @Test
  void noFolder_orNoTime_isWrongUsage() {
    assertThat(CapturedRun.of(sysfs, "bench", "power", "--sysfs-root", sysfs + "/none"))
        .satisfies(run -> assertThat(run.stderr()).contains("no folder"))
        .extracting(CapturedRun::exitCode)
        .isEqualTo(2);
    assertThat(run("--seconds=0").exitCode()).isEqualTo(2);
  }
}
