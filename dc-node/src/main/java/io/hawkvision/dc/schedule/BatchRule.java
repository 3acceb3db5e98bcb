package io.hawkvision.dc.schedule;

import static java.util.Objects.requireNonNull;

import io.hawkvision.dc.models.RunTimes;

/**
 * When a batch closes. Pure; called by whoever leads the scheduling.
 *
 * <p>Waiting for one more frame is worth at most what its joining saves. Every waiting frame pays
 * for the wait, so {@code n} frames wait at most {@code saving / n} after the last arrival, and not
 * at all while frames arrive more seldom than that.
 */
record BatchRule(RunTimes times, long maxLingerNanos) {
  BatchRule {
    requireNonNull(times, "times");
    if (maxLingerNanos < 0) {
      throw new IllegalArgumentException("maxLingerNanos " + maxLingerNanos);
    }
  }

  /** How often frames of this model come, and when the last one did. */
  record Arrivals(long lastAtNanos, long meanGapNanos) {}

  /** Candidates of one batch: how many there are, the oldest one's receipt, and who is pressed. */
  record Candidates(
      int frames, long oldestArrivedAtNanos, boolean pressed, long pressedUntilNanos) {}

  int maxFrames() {
    return times.maxFrames();
  }

  /** How many frames may run together without making the pressed one late; at least one. */
  int frames(Candidates candidates, long nowNanos) {
    int frames = Math.min(candidates.frames(), maxFrames());
    if (candidates.pressed()) {
      long leftNanos = candidates.pressedUntilNanos() - nowNanos;
      while (frames > 1 && times.nanos(frames) > leftNanos) {
        frames--;
      }
    }
    return frames;
  }

  /** The latest moment to start; a moment that is not after {@code nowNanos} means start now. */
  long closesAtNanos(Candidates candidates, Arrivals arrivals, long nowNanos) {
    int frames = frames(candidates, nowNanos);
    boolean full = frames == maxFrames() || frames < candidates.frames();
    if (full || maxLingerNanos == 0) {
      return nowNanos;
    }
    long savingNanos = times.nanos(1) + times.nanos(frames) - times.nanos(frames + 1);
    long patienceNanos = savingNanos / frames;
    if (patienceNanos <= 0 || arrivals.meanGapNanos() > patienceNanos) {
      return nowNanos;
    }
    long closesAt =
        earlier(
            candidates.oldestArrivedAtNanos() + maxLingerNanos,
            arrivals.lastAtNanos() + patienceNanos);
    if (candidates.pressed()) {
      closesAt = earlier(closesAt, candidates.pressedUntilNanos() - times.nanos(frames + 1));
    }
    return closesAt;
  }

  private static long earlier(long a, long b) {
    return a - b <= 0 ? a : b;
  }
}
