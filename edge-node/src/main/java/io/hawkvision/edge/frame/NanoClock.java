package io.hawkvision.edge.frame;

/** A monotonic clock, injected so that tests own the time. Any thread. */
@FunctionalInterface
public interface NanoClock {
  NanoClock SYSTEM = System::nanoTime;

  long nanoTime();
}
