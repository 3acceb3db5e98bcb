package io.hawkvision.loadgen.infaas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("unit")
@Timeout(20)
class EdgeSlowdownTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long PIECE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Uses so much CPU time and says how much it was. */
  private static long compute() {
    long begun = THREADS.getCurrentThreadCpuTime();
    long used = 0;
    while (used < PIECE_NANOS) {
      used = THREADS.getCurrentThreadCpuTime() - begun;
    }
    return used;
  }

  @Test
  void stretch_factorFive_takesAtLeastFiveTimesTheCpuTimeAndLeavesTheCoreIdle() {
    EdgeSlowdown slowdown = new EdgeSlowdown(5);
    long wallBegun = System.nanoTime();
    long begun = slowdown.begin();
    long used = compute();
    long cpuBefore = THREADS.getCurrentThreadCpuTime();
    slowdown.stretch(begun);
    long sleepCpu = THREADS.getCurrentThreadCpuTime() - cpuBefore;
    assertThat(System.nanoTime() - wallBegun).isGreaterThanOrEqualTo(5 * used);
    assertThat(sleepCpu).isLessThan(4 * used / 2);
  }

  @Test
  void stretch_factorOne_readsNoClock() {
    EdgeSlowdown slowdown = new EdgeSlowdown(1);
    assertThat(slowdown.begin()).isZero();
    slowdown.stretch(Long.MIN_VALUE); // would sleep for centuries
  }

  @Test
  void stretch_interrupted_endsAndStaysInterrupted() {
    EdgeSlowdown slowdown = new EdgeSlowdown(1000);
    Thread.currentThread().interrupt();
    slowdown.stretch(THREADS.getCurrentThreadCpuTime() - TimeUnit.SECONDS.toNanos(60));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void slowdown_outOfRange_isRefused() {
    for (double factor : new double[] {0.99, 0, -1, 1001, Double.NaN}) {
      assertThatThrownBy(() -> new EdgeSlowdown(factor))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
