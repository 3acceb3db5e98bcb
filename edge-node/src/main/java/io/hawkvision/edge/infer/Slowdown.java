package io.hawkvision.edge.infer;

import io.hawkvision.zoo.power.ThreadCpu;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Makes the edge's compute last as long as on a slower machine, for benchmarks in which edge and
 * datacenter share a processor: after a piece of work the worker waits so many times the processor
 * time it took. The worker is busy meanwhile, the core is not. Worker threads, several at a time.
 */
public final class Slowdown {
  /** The machine as it is. */
  public static final Slowdown NONE = new Slowdown(1, () -> 0, nanos -> {});

  private final double factor;
  private final LongSupplier cpuNanos;
  private final LongConsumer sleep;

  Slowdown(double factor, LongSupplier cpuNanos, LongConsumer sleep) {
    if (!(factor >= 1)) {
      throw new IllegalArgumentException("slow-down by " + factor);
    }
    this.factor = factor;
    this.cpuNanos = cpuNanos;
    this.sleep = sleep;
  }

  /** By a factor from 1 up. */
  public static Slowdown by(double factor) {
    return factor == 1 ? NONE : new Slowdown(factor, clock(), Slowdown::sleep);
  }

  /** Processor time of the calling thread; elapsed time where the JVM cannot tell. */
  private static LongSupplier clock() {
    return ThreadCpu.nanos() == ThreadCpu.UNKNOWN ? System::nanoTime : ThreadCpu::nanos;
  }

  private static void sleep(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) { // the node is closing
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** To be handed to {@link #after} by the same thread. */
  long begin() {
    return factor == 1 ? 0 : cpuNanos.getAsLong();
  }

  /** Waits for what a slower machine would still be working; what is worked next begins now. */
  long after(long begun) {
    if (factor == 1) {
      return 0;
    }
    sleep.accept((long) ((factor - 1) * (cpuNanos.getAsLong() - begun)));
    return cpuNanos.getAsLong();
  }
}
