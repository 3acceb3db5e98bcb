package io.hawkvision.edge.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process as the operating system sees it. The names are the ones every Prometheus client uses.
 * Read at scrape time only.
 */
final class ProcessMeters {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int BYTES_PER_KIB = 1024;

  private ProcessMeters() {}

  static void register(MeterRegistry registry) {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      FunctionCounter.builder(
              "process.cpu.seconds", system, s -> s.getProcessCpuTime() / NANOS_PER_SECOND)
          .description("Processor time of this process, user and system")
          .register(registry);
    }
    if (Files.isReadable(STATUS)) {
      Gauge.builder("process.resident.memory.bytes", ProcessMeters::residentBytes)
          .description("Resident memory of this process")
          .register(registry);
    }
    Runtime runtime = Runtime.getRuntime();
    Gauge.builder("edge.heap.used.bytes", runtime, r -> r.totalMemory() - r.freeMemory())
        .description("Java heap in use")
        .register(registry);
  }

  private static double residentBytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) * BYTES_PER_KIB;
        }
      }
      return Double.NaN;
    } catch (IOException gone) {
      return Double.NaN;
    }
  }
}
