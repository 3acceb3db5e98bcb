package io.hawkvision.zoo.power;

import java.time.Duration;

/**
 * A sensor of power or energy. Read by one thread at a time, that of a {@link PowerMeter}: a
 * reading may block on a file or a process.
 */
public interface PowerSensor {
  PowerSource source();

  /** What is read, for operators. */
  String words();

  Cadence cadence();

  /**
   * Reads once.
   *
   * @throws UnreadableSensorException where nothing believable was read; the next may succeed
   */
  PowerReading read() throws UnreadableSensorException;

  /**
   * How often, and when not to believe.
   *
   * @param interval between readings
   * @param longestGap over which two readings are still joined
   * @param staleAfter how long the very same value is believed
   */
  record Cadence(Duration interval, Duration longestGap, Duration staleAfter) {
    public Cadence {
      if (interval.isNegative() || interval.isZero() || longestGap.compareTo(interval) < 0) {
        throw new IllegalArgumentException("interval " + interval + ", gap " + longestGap);
      }
    }

    /** Ten times a second; drivers refresh at that rate or slower. */
    static Cadence ofPowerFile() {
      return new Cadence(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    /** A counter misses nothing while nobody looks, and never stands still on a live machine. */
    static Cadence ofCounter() {
      return new Cadence(Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofSeconds(2));
    }

    /** A process for each reading: seldom. */
    static Cadence ofProcess() {
      return new Cadence(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofMinutes(5));
    }
  }
}
