package io.hawkvision.zoo.power;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The energy counters of all processor packages, from powercap. Read by the meter's thread.
 *
 * <p>Only packages are added up: their sub-zones (cores, memory) are parts of them or of {@code
 * psys}, and {@code intel-rapl-mmio} shows a package a second time. AMD processors appear under the
 * same name. A counter wraps at its {@code max_energy_range_uj}, some minutes under full load; one
 * wrap between two readings is seen and undone.
 */
final class RaplSensor implements PowerSensor {
  private static final Pattern TOP_ZONE = Pattern.compile("intel-rapl:[0-9]+");
  private static final double MICRO = 1e-6;

  private final List<Zone> zones;
  private double joules;

  /** One package; {@code lastMicrojoules} is of the reading before. */
  private static final class Zone {
    final Path counter;
    final long rangeMicrojoules;
    long lastMicrojoules;

    Zone(Path folder) throws UnreadableSensorException {
      this.counter = folder.resolve("energy_uj");
      this.rangeMicrojoules = SysfsFiles.amount(folder.resolve("max_energy_range_uj"));
      this.lastMicrojoules = SysfsFiles.amount(counter);
    }

    long advanceTo(long now) throws UnreadableSensorException {
      if (now > rangeMicrojoules) {
        throw new UnreadableSensorException(counter + " is beyond its range: " + now);
      }
      long gone = now - lastMicrojoules;
      lastMicrojoules = now;
      return gone >= 0 ? gone : gone + rangeMicrojoules;
    }
  }

  private RaplSensor(List<Zone> zones) {
    this.zones = zones;
  }

  static RaplSensor open(Path root) throws UnreadableSensorException {
    Path folder = root.resolve("class/powercap");
    List<Zone> zones = new ArrayList<>();
    for (Path zone : SysfsFiles.matching(folder, TOP_ZONE)) {
      if (SysfsFiles.line(zone.resolve("name")).startsWith("package")) {
        zones.add(new Zone(zone));
      }
    }
    if (zones.isEmpty()) {
      throw new UnreadableSensorException("no intel-rapl package under " + folder);
    }
    return new RaplSensor(zones);
  }

  @Override
  public PowerSource source() {
    return PowerSource.RAPL;
  }

  @Override
  public String words() {
    return zones.size() + " processor package(s), such as " + zones.get(0).counter;
  }

  @Override
  public Cadence cadence() {
    return Cadence.ofCounter();
  }

  /** All packages are read before any is counted: half a reading must not be lost. */
  @Override
  public PowerReading read() throws UnreadableSensorException {
    long[] now = new long[zones.size()];
    for (int i = 0; i < now.length; i++) {
      now[i] = SysfsFiles.amount(zones.get(i).counter);
    }
    for (int i = 0; i < now.length; i++) {
      joules += zones.get(i).advanceTo(now[i]) * MICRO;
    }
    return new PowerReading.Joules(joules);
  }
}
