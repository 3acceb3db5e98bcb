package io.hawkvision.zoo.power;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sensors of a machine: which there are, and why not the others. Looking blocks on files and,
 * with an NVIDIA driver, on a process: for main threads.
 *
 * @param candidates every kind, in order of preference
 */
public record PowerSensors(List<Candidate> candidates) {
  private static final Path SYS = Path.of("/sys");
  private static final List<String> NVIDIA_SIGNS =
      List.of("module/nvidia", "bus/pci/drivers/nvidia");

  public PowerSensors {
    candidates = List.copyOf(candidates);
  }

  /**
   * One kind of sensor.
   *
   * @param sensor where it is usable; whoever starts a meter on it owns it
   * @param words what it reads, or why it is unusable
   */
  public record Candidate(PowerSource source, Optional<PowerSensor> sensor, String words) {
    public Candidate {
      requireNonNull(source, "source");
      requireNonNull(sensor, "sensor");
      requireNonNull(words, "words");
    }
  }

  @FunctionalInterface
  private interface Opening {
    PowerSensor open() throws UnreadableSensorException;
  }

  public static PowerSensors find(Path sysfsRoot) {
    return find(sysfsRoot, NvidiaSmi.COMMAND);
  }

  static PowerSensors find(Path root, List<String> nvidiaCommand) {
    List<Candidate> found = new ArrayList<>();
    found.add(candidate(PowerSource.INA260, () -> PowerFileSensor.ina260(root)));
    found.add(candidate(PowerSource.RAPL, () -> RaplSensor.open(root)));
    found.add(candidate(PowerSource.XRT_XMC, () -> PowerFileSensor.xmc(root)));
    found.add(candidate(PowerSource.XRT_HWMON, () -> PowerFileSensor.hwmonSdm(root)));
    found.add(candidate(PowerSource.NVIDIA_SMI, () -> nvidia(root, nvidiaCommand)));
    return new PowerSensors(found);
  }

  /**
   * The usable sensor that is preferred among those that see the processor, on which networks run
   * by default. A card's sensor must be asked for by its word: an idle card would make every answer
   * look free.
   */
  public Optional<PowerSensor> best() {
    return candidates.stream()
        .filter(candidate -> candidate.source().seesProcessor())
        .flatMap(candidate -> candidate.sensor().stream())
        .findFirst();
  }

  public Optional<Candidate> of(PowerSource source) {
    return candidates.stream().filter(candidate -> candidate.source() == source).findFirst();
  }

  private static Candidate candidate(PowerSource source, Opening opening) {
    try {
      PowerSensor sensor = opening.open();
      return new Candidate(source, Optional.of(sensor), sensor.words());
    } catch (UnreadableSensorException unusable) {
      return new Candidate(source, Optional.empty(), unusable.reason());
    }
  }

  /** In a tree other than /sys the program would speak of another machine. */
  private static PowerSensor nvidia(Path root, List<String> command)
      throws UnreadableSensorException {
    boolean own = root.toAbsolutePath().normalize().equals(SYS);
    if (!own && NVIDIA_SIGNS.stream().noneMatch(sign -> Files.isDirectory(root.resolve(sign)))) {
      throw new UnreadableSensorException("no nvidia driver under " + root);
    }
    return NvidiaSmi.open(command, NvidiaSmi.PATIENCE);
  }
}
