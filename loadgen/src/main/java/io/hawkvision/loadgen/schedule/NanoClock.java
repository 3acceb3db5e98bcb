package io.hawkvision.loadgen.schedule;

import java.util.concurrent.locks.LockSupport;

/** Monotonic time, and waiting for a moment of it; a test injects its own. */
public interface NanoClock {
  long nanos();

  /** Returns early when the thread is interrupted. */
  void sleepUntil(long nanos);

  NanoClock SYSTEM =
      new NanoClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleepUntil(long nanos) {
          long left = nanos - System.nanoTime();
          while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = nanos - System.nanoTime();
          }
        }
      };

  /** The system's clock, which sleeps less long than asked and spins for the rest. */
  NanoClock PRECISE =
      new NanoClock() {
        private static final long SPIN_NANOS = 200_000;

        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleepUntil(long nanos) {
          SYSTEM.sleepUntil(nanos - SPIN_NANOS);
          while (nanos - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
        }
      };
}
