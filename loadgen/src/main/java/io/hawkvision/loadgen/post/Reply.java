package io.hawkvision.loadgen.post;

/** How a posted frame ended. Every frame gets exactly one. */
public sealed interface Reply {
  /** When it was complete, by the clock of the run. */
  long atNanos();

  /** A 200 with a readable answer. */
  record Answered(long atNanos, Answer answer) implements Reply {}

  /**
   * Any other status, a time-out, a broken or refused connection: counts as wrong and infinitely
   * late. The cause is short and the same for equal failures, so that causes can be counted.
   */
  record Failed(long atNanos, String cause) implements Reply {}
}
