package io.hawkvision.zoo.power;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a node is told to know its energy. Any thread.
 *
 * @param sensor {@code auto}, {@code off} or a source's word
 * @param sysfsRoot where sensors are looked for
 * @param coreWatts of the model
 */
public record PowerSettings(String sensor, Path sysfsRoot, double coreWatts) {
  public static final String AUTO = "auto";
  public static final String OFF = "off";

  /** The best sensor of the processor under /sys, else the model of a server's core. */
  public static final PowerSettings DEFAULT =
      new PowerSettings(AUTO, Path.of("/sys"), EnergyModel.SERVER_CORE_WATTS);

  public PowerSettings {
    sensor = checkedWord(sensor);
    requireNonNull(sysfsRoot, "sysfsRoot");
  }

  /** The word itself; refuses what is no choice, and says what is. */
  public static String checkedWord(String word) {
    if (word.equals(AUTO) || word.equals(OFF) || PowerSource.of(word).isPresent()) {
      return word;
    }
    throw new IllegalArgumentException(
        "must be auto, off, "
            + Arrays.stream(PowerSource.values())
                .map(PowerSource::word)
                .collect(Collectors.joining(", ")));
  }

  /** The source asked for by its word. */
  Optional<PowerSource> source() {
    return PowerSource.of(sensor);
  }
}
