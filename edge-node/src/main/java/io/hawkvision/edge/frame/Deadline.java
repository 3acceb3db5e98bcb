package io.hawkvision.edge.frame;

import static java.util.Objects.requireNonNull;

/** The budget of one frame, counted from the first byte of its request. Any thread. */
public record Deadline(NanoClock clock, long startNanos, long budgetNanos) {
  public Deadline {
    requireNonNull(clock, "clock");
    if (budgetNanos <= 0) {
      throw new IllegalArgumentException("budgetNanos must be positive: " + budgetNanos);
    }
  }

  public static Deadline startingNow(NanoClock clock, long budgetNanos) {
    return new Deadline(clock, clock.nanoTime(), budgetNanos);
  }

  public long elapsedNanos() {
    return clock.nanoTime() - startNanos;
  }

  /** What is left; zero or less once the deadline has passed. */
  public long remainingNanos() {
    return budgetNanos - elapsedNanos();
  }

  /** Checked before a stage starts its work, so that nobody computes what nobody awaits. */
  public void require(Stage stage) {
    if (remainingNanos() <= 0) {
      throw new ServingException.DeadlineExceeded(stage);
    }
  }
}
