package io.hawkvision.loadgen.power;

import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.zoo.power.EnergyModel;
import io.hawkvision.zoo.power.PowerMeter;
import io.hawkvision.zoo.power.PowerSensor;
import io.hawkvision.zoo.power.PowerSensors;
import io.hawkvision.zoo.power.PowerSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the power sensors of this machine, and why the others are unusable. Main thread. */
@Command(
    name = "power",
    description =
        "Lists the power sensors of this machine with what they read now, says why the others are"
            + " unusable, what power.sensor=auto of the nodes takes, and the constants of the"
            + " model that stands in where there is no sensor.")
public final class PowerCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--sysfs-root",
      paramLabel = "DIR",
      defaultValue = "/sys",
      description = "Where sensors are looked for. Default: ${DEFAULT-VALUE}.")
  private Path sysfsRoot = Path.of("/sys");

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How long each sensor is read. Default: ${DEFAULT-VALUE}.")
  private int seconds = 3;

  public PowerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (seconds < 1 || seconds > 3600) {
      throw new ParameterException(spec.commandLine(), "--seconds must be 1 to 3600");
    }
    if (!Files.isDirectory(sysfsRoot)) {
      throw new ParameterException(spec.commandLine(), "--sysfs-root: no folder " + sysfsRoot);
    }
    PrintStream out = surroundings.out().stream();
    PowerSensors sensors = PowerSensors.find(sysfsRoot);
    out.println("power sensors under " + sysfsRoot + ":");
    Map<PowerSource, String> now = read(sensors);
    for (PowerSensors.Candidate candidate : sensors.candidates()) {
      out.printf(
          Locale.ROOT,
          "  %-10s  %-16s  %s%n",
          candidate.source().word(),
          now.getOrDefault(candidate.source(), "unusable"),
          candidate.words());
    }
    PowerSource taken = sensors.best().map(PowerSensor::source).orElse(PowerSource.MODELLED);
    out.println("power.sensor=auto takes: " + taken.word());
    modelWords().forEach(out::println);
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  /** All usable sensors side by side, for the seconds asked for. */
  private Map<PowerSource, String> read(PowerSensors sensors) throws IOException {
    List<PowerMeter> meters = new ArrayList<>();
    try {
      sensors.candidates().stream()
          .flatMap(candidate -> candidate.sensor().stream())
          .forEach(sensor -> meters.add(PowerMeter.start(sensor)));
      if (!meters.isEmpty()) {
        TimeUnit.SECONDS.sleep(seconds);
      }
      Map<PowerSource, String> now = new LinkedHashMap<>();
      meters.forEach(meter -> now.put(meter.sensor().source(), shown(meter)));
      return now;
    } catch (InterruptedException stopped) {
      throw new IOException("interrupted", stopped);
    } finally {
      meters.forEach(PowerMeter::close);
    }
  }

  private static String shown(PowerMeter meter) {
    OptionalDouble watts = meter.watts();
    if (watts.isPresent()) {
      return String.format(Locale.ROOT, "%.2f W", watts.getAsDouble());
    }
    return meter.failure().orElse("no figure yet");
  }

  private static List<String> modelWords() {
    return List.of(
        "without a sensor, energy is " + EnergyModel.ofCores(EnergyModel.SERVER_CORE_WATTS).words(),
        String.format(
            Locale.ROOT,
            "  %.3g W is a server's hardware thread above idle; for a Cortex-A53 set"
                + " power.core-watts=%.3g",
            EnergyModel.SERVER_CORE_WATTS,
            EnergyModel.SMALL_CORE_WATTS),
        "  (sources: docs/BENCHMARKS.md, Energy)");
  }
}
