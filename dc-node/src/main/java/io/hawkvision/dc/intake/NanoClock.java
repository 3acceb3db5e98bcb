package io.hawkvision.dc.intake;

/**
 * A monotonic clock, called from any thread. Only differences between two readings mean anything.
 */
@FunctionalInterface
public interface NanoClock {
  long nanos();

  static NanoClock system() {
    return System::nanoTime;
  }
}
