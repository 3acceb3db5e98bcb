package io.hawkvision.loadgen.infaas;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes the edge box as many times slower as asked: after each piece of work its thread sleeps the
 * missing part of the CPU time that the piece took. The worker stays busy, the core does not.
 * Worker and loader threads.
 */
record EdgeSlowdown(double factor) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double SLOWEST = 1000;

  EdgeSlowdown {
    if (!(factor >= 1 && factor <= SLOWEST)) {
      throw new IllegalArgumentException("the edge's slowdown is a factor from 1 to 1000");
    }
    if (factor > 1 && !THREADS.isCurrentThreadCpuTimeSupported()) {
      throw new IllegalArgumentException("this JVM does not tell a thread's CPU time");
    }
  }

  /** The calling thread's CPU time, to be handed to {@link #stretch} when the piece is done. */
  long begin() {
    return factor > 1 ? THREADS.getCurrentThreadCpuTime() : 0;
  }

  /** Sleeps; ends early only where the thread is interrupted, which stays so. */
  void stretch(long begunCpuNanos) {
    if (factor <= 1) {
      return;
    }
    double pieceNanos = THREADS.getCurrentThreadCpuTime() - begunCpuNanos;
    long untilNanos = System.nanoTime() + (long) ((factor - 1) * pieceNanos);
    long leftNanos = untilNanos - System.nanoTime();
    while (leftNanos > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(leftNanos);
      leftNanos = untilNanos - System.nanoTime();
    }
  }
}
