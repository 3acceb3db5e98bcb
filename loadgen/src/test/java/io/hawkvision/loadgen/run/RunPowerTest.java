package io.hawkvision.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.loadgen.result.CellResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("flow")
@Timeout(60)
class RunPowerTest {
  private static final long SELF = ProcessHandle.current().pid();

  @TempDir private Path sysfs;

  private void watts(double watts) throws IOException {
    Path folder = sysfs.resolve("class/hwmon/hwmon3");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("name"), "ina260_u14\n");
    Path file = folder.resolve("power1_input");
    Path part = folder.resolve("part");
    Files.writeString(part, (long) (watts * 1e6) + "\n");
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void withoutASensor_itIsModelled_andSaysHow() throws IOException {
    try (RunPower power = RunPower.open(sysfs)) {
      assertThat(power.words()).contains("modelled", "2.76 W", "3.6 uJ/byte");
      RunPower.Span span = power.begin(SELF, SELF);
      CellResult.Energy energy = span.energy(1_000_000);
      assertThat(energy.source()).isEqualTo("modelled");
      assertThat(energy.constants()).contains("2.76");
      assertThat(energy.idleWatts()).isZero();
      assertThat(energy.edgeJoules() - energy.dcJoules()).isCloseTo(3.6, within(0.2));
    }
  }

  @Test
  void withASensor_itsJoulesAboveIdleAreTold() throws IOException, InterruptedException {
    watts(4);
    try (RunPower power = RunPower.open(sysfs)) {
      assertThat(power.words()).startsWith("ina260");
      RunPower.Span span = power.begin(SELF, SELF);
      long began = System.nanoTime();
      for (int i = 0; i < 30; i++) {
        watts(14 + 0.01 * i); // a value that never changes would be believed for a while only
        Thread.sleep(70);
      }
      CellResult.Energy energy = span.energy(5_000_000);
      double seconds = (System.nanoTime() - began) / 1e9;
      assertThat(energy.source()).isEqualTo("ina260");
      assertThat(energy.constants()).isEmpty();
      assertThat(energy.idleWatts()).isCloseTo(4, within(0.5));
      // ten watts above idle, less what a busy machine did not let us read
      assertThat(energy.edgeJoules() + energy.dcJoules()).isBetween(1.0, 10.6 * seconds);
    }
  }
}
