package io.hawkvision.loadgen.run;

import io.hawkvision.loadgen.bench.ProcessCpu;
import io.hawkvision.loadgen.result.CellResult;
import io.hawkvision.zoo.power.EnergyModel;
import io.hawkvision.zoo.power.PowerMeter;
import io.hawkvision.zoo.power.PowerSensor;
import io.hawkvision.zoo.power.PowerSensors;
import io.hawkvision.zoo.power.PowerSource;
import io.hawkvision.zoo.power.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What cells take. A sensor sees the whole machine: what is above idle is parted between edge and
 * datacenter by the processor time of their processes. Without one it is modelled from that time
 * and the bytes sent. Opened before any node, while the machine idles; the main thread.
 */
final class RunPower implements AutoCloseable {
  private static final EnergyModel MODEL = EnergyModel.ofCores(EnergyModel.SERVER_CORE_WATTS);
  private static final double NANOS = 1e9;

  private final Optional<PowerMeter> meter;
  private final double idleWatts;

  private RunPower(Optional<PowerMeter> meter, double idleWatts) {
    this.meter = meter;
    this.idleWatts = idleWatts;
  }

  /** Looks for sensors under this root; takes a second where there is one. */
  static RunPower open(Path sysfsRoot) {
    Optional<PowerSensor> sensor = PowerSensors.find(sysfsRoot).best();
    if (sensor.isEmpty()) {
      return new RunPower(Optional.empty(), 0);
    }
    PowerMeter meter = PowerMeter.start(sensor.get());
    OptionalDouble idle = meter.awaitIdle();
    return new RunPower(Optional.of(meter), idle.orElse(0));
  }

  /** One line for people. */
  String words() {
    return meter
        .map(m -> m.sensor().source().word() + ": " + m.sensor().words())
        .orElseGet(() -> MODEL.words());
  }

  /** The beginning of a cell. */
  final class Span {
    private final ProcessCpu edge;
    private final ProcessCpu datacenter;
    private final double edgeSeconds;
    private final double datacenterSeconds;
    private final double joules;
    private final long beganNanos = System.nanoTime();

    private Span(long edgePid, long datacenterPid) throws IOException {
      this.edge = new ProcessCpu(edgePid);
      this.datacenter = new ProcessCpu(datacenterPid);
      this.edgeSeconds = edge.seconds();
      this.datacenterSeconds = datacenter.seconds();
      this.joules = meter.map(PowerMeter::joules).orElse(0.0);
    }

    /** What it took until now, without the machine's idling. */
    CellResult.Energy energy(long uplinkBytes) throws IOException {
      double edgeCpu = edge.seconds() - edgeSeconds;
      double datacenterCpu = datacenter.seconds() - datacenterSeconds;
      if (meter.isEmpty()) {
        return new CellResult.Energy(
            MODEL.joules(new Work((long) (edgeCpu * NANOS), uplinkBytes, 0)),
            MODEL.joules(new Work((long) (datacenterCpu * NANOS), 0, 0)),
            0,
            PowerSource.MODELLED.word(),
            MODEL.words());
      }
      double seconds = (System.nanoTime() - beganNanos) / NANOS;
      double above = Math.max(0, meter.get().joules() - joules - idleWatts * seconds);
      double share = edgeCpu / Math.max(1e-9, edgeCpu + datacenterCpu);
      return new CellResult.Energy(
          above * share, above * (1 - share), idleWatts, meter.get().sensor().source().word(), "");
    }
  }

  Span begin(long edgePid, long datacenterPid) throws IOException {
    return new Span(edgePid, datacenterPid);
  }

  @Override
  public void close() {
    meter.ifPresent(PowerMeter::close);
  }
}
