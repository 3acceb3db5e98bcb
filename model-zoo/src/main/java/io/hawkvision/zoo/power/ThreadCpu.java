package io.hawkvision.zoo.power;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of the calling thread. Below a microsecond a look. Any thread. */
public final class ThreadCpu {
  /** Where the machine does not tell. */
  public static final long UNKNOWN = -1;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final boolean SUPPORTED = THREADS.isCurrentThreadCpuTimeSupported();

  private ThreadCpu() {}

  public static long nanos() {
    return SUPPORTED ? THREADS.getCurrentThreadCpuTime() : UNKNOWN;
  }

  /** The time since an earlier look on the same thread. */
  public static long since(long startNanos) {
    long nowNanos = nanos();
    return startNanos < 0 || nowNanos < 0 ? UNKNOWN : Math.max(0, nowNanos - startNanos);
  }
}
