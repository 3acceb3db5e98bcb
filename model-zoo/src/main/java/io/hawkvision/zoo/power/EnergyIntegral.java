package io.hawkvision.zoo.power;

import io.hawkvision.zoo.power.PowerReading.Joules;
import io.hawkvision.zoo.power.PowerReading.Watts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Joules out of readings. One thread.
 *
 * <p>Between two readings of power the trapezoid is taken. With readings at most h apart over a
 * time T, of a power whose second derivative stays within M, the error is at most T h² M / 12
 * (EnergyIntegralTest). Counters are subtracted, which misses nothing. Over a gap longer than the
 * cadence allows nothing is counted: that time stays uncovered, and is never guessed.
 */
final class EnergyIntegral {
  private static final double NANO = 1e-9;

  private final long longestGapNanos;
  private @Nullable PowerReading last;
  private long lastAtNanos;
  private double joules;
  private double coveredSeconds;

  EnergyIntegral(Duration longestGap) {
    this.longestGapNanos = longestGap.toNanos();
  }

  void add(long atNanos, PowerReading reading) {
    PowerReading before = last;
    if (before instanceof Joules old && reading instanceof Joules same && same.equals(old)) {
      return; // a counter that has not moved says nothing about the time since
    }
    long elapsedNanos = atNanos - lastAtNanos;
    if (before != null && elapsedNanos > 0 && elapsedNanos <= longestGapNanos) {
      double seconds = elapsedNanos * NANO;
      joules += between(before, reading, seconds);
      coveredSeconds += seconds;
    }
    last = reading;
    lastAtNanos = atNanos;
  }

  private static double between(PowerReading before, PowerReading now, double seconds) {
    if (before instanceof Watts from && now instanceof Watts to) {
      return (from.watts() + to.watts()) / 2 * seconds;
    }
    if (before instanceof Joules from && now instanceof Joules to) {
      return Math.max(0, to.joules() - from.joules());
    }
    throw new IllegalStateException("a sensor gave power and energy in turns");
  }

  double joules() {
    return joules;
  }

  /** The time over which {@link #joules()} were counted. */
  double coveredSeconds() {
    return coveredSeconds;
  }
}
