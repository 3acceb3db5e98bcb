package io.hawkvision.zoo.power;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Drivers that show power as a file of microwatts: the sum over all boards of one kind. Read by the
 * meter's thread. A board never takes 0 W, so a 0 means that its controller is not ready.
 */
final class PowerFileSensor implements PowerSensor {
  private static final Pattern ANY = Pattern.compile(".+");
  private static final Pattern XMC = Pattern.compile("xmc\\.u\\.[0-9]+");
  private static final Pattern HWMON = Pattern.compile("hwmon[0-9]+");
  private static final Pattern POWER_LABEL = Pattern.compile("power[0-9]+_label");
  private static final String TOTAL = "Total Power";
  private static final double MICRO = 1e-6;
  private static final double MOST_WATTS = 10_000;

  private final PowerSource source;
  private final List<Rail> rails;

  /** Files whose product is microwatts: one of microwatts, or millivolts and milliamperes. */
  private record Rail(List<Path> factors) {
    double watts() throws UnreadableSensorException {
      double product = 1;
      for (Path factor : factors) {
        product *= SysfsFiles.amount(factor);
      }
      double watts = product * MICRO;
      if (watts <= 0 || watts > MOST_WATTS) {
        throw new UnreadableSensorException(factors.get(0) + " is not believable: " + watts + " W");
      }
      return watts;
    }
  }

  private PowerFileSensor(PowerSource source, List<Rail> rails) {
    this.source = source;
    this.rails = List.copyOf(rails);
  }

  /**
   * Alveo: {@code xmc_power} of the user function. The folder's name ends in a number that differs
   * by card; {@code xmc.m.*} of the management function would count the card twice.
   */
  static PowerFileSensor xmc(Path root) throws UnreadableSensorException {
    Path devices = root.resolve("bus/pci/devices");
    List<Rail> rails = new ArrayList<>();
    for (Path device : SysfsFiles.matching(devices, ANY)) {
      for (Path controller : SysfsFiles.matching(device, XMC)) {
        rails.add(new Rail(List.of(controller.resolve("xmc_power"))));
      }
    }
    return open(PowerSource.XRT_XMC, rails, "no xmc.u.* under " + devices);
  }

  /** Versal: the rail labelled {@value #TOTAL} of a hwmon that hwmon_sdm made. */
  static PowerFileSensor hwmonSdm(Path root) throws UnreadableSensorException {
    Path devices = root.resolve("bus/pci/devices");
    List<Rail> rails = new ArrayList<>();
    for (Path device : SysfsFiles.matching(devices, ANY)) {
      for (Path hwmon : SysfsFiles.matching(device.resolve("hwmon"), HWMON)) {
        if (SysfsFiles.lineOrEmpty(hwmon.resolve("name")).contains("hwmon_sdm")) {
          rails.add(total(hwmon));
        }
      }
    }
    return open(PowerSource.XRT_HWMON, rails, "no hwmon_sdm under " + devices);
  }

  /**
   * Kria and Zynq modules: {@code ina260_u14}, the module's 5 V rail. The index of a hwmon is not
   * stable, so all are looked at; where the kernel shows no power, voltage times current is taken.
   */
  static PowerFileSensor ina260(Path root) throws UnreadableSensorException {
    Path folder = root.resolve("class/hwmon");
    List<Rail> rails = new ArrayList<>();
    for (Path hwmon : SysfsFiles.matching(folder, HWMON)) {
      if (SysfsFiles.lineOrEmpty(hwmon.resolve("name")).startsWith("ina260")) {
        Path power = hwmon.resolve("power1_input");
        rails.add(
            Files.exists(power)
                ? new Rail(List.of(power))
                : new Rail(List.of(hwmon.resolve("in1_input"), hwmon.resolve("curr1_input"))));
      }
    }
    return open(PowerSource.INA260, rails, "no ina260 under " + folder);
  }

  private static Rail total(Path hwmon) throws UnreadableSensorException {
    for (Path label : SysfsFiles.matching(hwmon, POWER_LABEL)) {
      if (SysfsFiles.lineOrEmpty(label).equals(TOTAL)) {
        String stem = String.valueOf(label.getFileName()).replace("_label", "");
        Path now = hwmon.resolve(stem + "_input");
        return new Rail(List.of(Files.exists(now) ? now : hwmon.resolve(stem + "_average")));
      }
    }
    throw new UnreadableSensorException(hwmon + " has no rail labelled " + TOTAL);
  }

  private static PowerFileSensor open(PowerSource source, List<Rail> rails, String whenNone)
      throws UnreadableSensorException {
    if (rails.isEmpty()) {
      throw new UnreadableSensorException(whenNone);
    }
    PowerFileSensor sensor = new PowerFileSensor(source, rails);
    sensor.read();
    return sensor;
  }

  @Override
  public PowerSource source() {
    return source;
  }

  @Override
  public String words() {
    return rails.size() + " board(s), such as " + rails.get(0).factors().get(0);
  }

  @Override
  public Cadence cadence() {
    return Cadence.ofPowerFile();
  }

  @Override
  public PowerReading read() throws UnreadableSensorException {
    double watts = 0;
    for (Rail rail : rails) {
      watts += rail.watts();
    }
    return new PowerReading.Watts(watts);
  }
}
