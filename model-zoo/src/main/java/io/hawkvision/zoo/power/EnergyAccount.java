package io.hawkvision.zoo.power;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.DoubleAdder;
import org.slf4j.LoggerFactory;

/**
 * What a node's answers take. Any thread, event loops included; opened and closed by the main
 * thread. Owns the meter, where there is one.
 */
public sealed interface EnergyAccount extends AutoCloseable {
  /** Counts one answer; says what it took above idle, where that is known. */
  Optional<FrameEnergy> answered(Work work);

  /** Empty where energy is not accounted for at all. */
  Optional<PowerSource> source();

  /** What the sensor showed in the first second; empty without a sensor. */
  OptionalDouble idleWatts();

  /** Since the start: all that a sensor saw, idle included, or the sum of what was modelled. */
  double joules();

  /** The sensor, or the model with its constants. */
  String words();

  @Override
  void close();

  /**
   * Opens the account, which takes a second where there is a sensor: until its idle power is known.
   * To be called before networks are loaded, while the machine is idle.
   *
   * @throws UnreadableSensorException where a sensor was asked for by its word and is unusable
   */
  static EnergyAccount open(PowerSettings settings) throws UnreadableSensorException {
    if (settings.sensor().equals(PowerSettings.OFF)) {
      return off();
    }
    EnergyModel model = EnergyModel.ofCores(settings.coreWatts());
    if (settings.source().equals(Optional.of(PowerSource.MODELLED))) {
      return new Modelled(model);
    }
    PowerSensors sensors = PowerSensors.find(settings.sysfsRoot());
    return settings.source().isPresent()
        ? metered(wanted(sensors, settings.source().get()))
        : best(sensors, model);
  }

  static EnergyAccount off() {
    return new Off();
  }

  private static PowerSensor wanted(PowerSensors sensors, PowerSource source)
      throws UnreadableSensorException {
    PowerSensors.Candidate candidate = sensors.of(source).orElseThrow();
    if (candidate.sensor().isEmpty()) {
      throw new UnreadableSensorException(source.word() + ": " + candidate.words());
    }
    return candidate.sensor().get();
  }

  private static EnergyAccount best(PowerSensors sensors, EnergyModel model) {
    Optional<PowerSensor> best = sensors.best();
    if (best.isPresent()) {
      try {
        return metered(best.get());
      } catch (UnreadableSensorException dead) {
        LoggerFactory.getLogger(EnergyAccount.class)
            .warn("sensor not usable, energy is modelled reason={}", dead.reason());
      }
    }
    return new Modelled(model);
  }

  private static EnergyAccount metered(PowerSensor sensor) throws UnreadableSensorException {
    PowerMeter meter = PowerMeter.start(sensor);
    if (meter.awaitIdle().isEmpty()) {
      String reason = meter.failure().orElse("no value within some seconds");
      meter.close();
      throw new UnreadableSensorException(sensor.source().word() + ": no idle power: " + reason);
    }
    return new Metered(meter);
  }

  /** Nothing is accounted for. */
  final class Off implements EnergyAccount {
    private Off() {}

    @Override
    public Optional<FrameEnergy> answered(Work work) {
      return Optional.empty();
    }

    @Override
    public Optional<PowerSource> source() {
      return Optional.empty();
    }

    @Override
    public OptionalDouble idleWatts() {
      return OptionalDouble.empty();
    }

    @Override
    public double joules() {
      return 0;
    }

    @Override
    public String words() {
      return "energy is not accounted for";
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  /** Each answer by its own work. */
  final class Modelled implements EnergyAccount {
    private final EnergyModel model;
    private final DoubleAdder joules = new DoubleAdder();

    Modelled(EnergyModel model) {
      this.model = model;
    }

    @Override
    public Optional<FrameEnergy> answered(Work work) {
      if (work.cpuNanos() == ThreadCpu.UNKNOWN) {
        return Optional.empty();
      }
      double frame = model.joules(work);
      joules.add(frame);
      return Optional.of(new FrameEnergy(frame, PowerSource.MODELLED));
    }

    @Override
    public Optional<PowerSource> source() {
      return Optional.of(PowerSource.MODELLED);
    }

    @Override
    public OptionalDouble idleWatts() {
      return OptionalDouble.empty();
    }

    @Override
    public double joules() {
      return joules.sum();
    }

    @Override
    public String words() {
      return model.words();
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  /** Answers share what the machine took above idle in the last seconds. */
  final class Metered implements EnergyAccount {
    private final PowerMeter meter;

    Metered(PowerMeter meter) {
      this.meter = meter;
    }

    @Override
    public Optional<FrameEnergy> answered(Work work) {
      OptionalDouble share = meter.answered();
      return share.isPresent()
          ? Optional.of(new FrameEnergy(share.getAsDouble(), meter.sensor().source()))
          : Optional.empty();
    }

    @Override
    public Optional<PowerSource> source() {
      return Optional.of(meter.sensor().source());
    }

    @Override
    public OptionalDouble idleWatts() {
      return meter.idleWatts();
    }

    @Override
    public double joules() {
      return meter.joules();
    }

    @Override
    public String words() {
      return meter.sensor().words();
    }

    @Override
    public void close() {
      meter.close();
    }
  }
}
