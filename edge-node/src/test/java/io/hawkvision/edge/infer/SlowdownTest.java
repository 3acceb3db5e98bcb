package io.hawkvision.edge.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SlowdownTest {
  private final AtomicLong cpuNanos = new AtomicLong(1_000);
  private final List<Long> slept = new ArrayList<>();

  private Slowdown by(double factor) {
    return new Slowdown(factor, cpuNanos::get, slept::add);
  }

  @Test
  void work_isFollowedByAsMuchWaitingAsASlowerMachineWouldWork() {
    Slowdown slowdown = by(8);
    long begun = slowdown.begin();
    cpuNanos.addAndGet(500);
    begun = slowdown.after(begun);
    cpuNanos.addAndGet(200);
    slowdown.after(begun);
    assertThat(slept).containsExactly(3_500L, 1_400L);
  }

  @Test
  void factorOfOne_neverWaits() {
    Slowdown slowdown = by(1);
    long begun = slowdown.begin();
    cpuNanos.addAndGet(500);
    slowdown.after(begun);
    assertThat(slept).isEmpty();
    assertThat(Slowdown.by(1)).isSameAs(Slowdown.NONE);
  }

  @Test
  void factorBelowOne_isRefused() {
    assertThatThrownBy(() -> by(0.5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> by(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theRealClock_countsProcessorTimeOnly() {
    Slowdown slowdown = Slowdown.by(1.5);
    long begun = slowdown.begin();
    long end = slowdown.after(begun);
    assertThat(end).isGreaterThanOrEqualTo(begun);
  }
}
