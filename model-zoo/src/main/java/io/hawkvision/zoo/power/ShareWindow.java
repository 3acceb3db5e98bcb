package io.hawkvision.zoo.power;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * The last seconds of a meter: joules above idle, and the answers that share them. One thread.
 * Holds as many points as the cadence gives in that time, and one more.
 */
final class ShareWindow {
  private static final double NANO = 1e-9;

  /** Of the window, for a figure to be given at all. */
  private static final double LEAST_COVERED = 0.8;

  private final long spanNanos;
  private final Deque<Point> points = new ArrayDeque<>();

  /** Totals at one moment. */
  record Point(long atNanos, double joules, double coveredSeconds, long answers) {}

  ShareWindow(Duration span) {
    this.spanNanos = span.toNanos();
  }

  void add(Point now) {
    points.addLast(now);
    while (points.size() > 2 && now.atNanos() - points.getFirst().atNanos() > spanNanos) {
      points.removeFirst();
    }
  }

  /** Mean power, idle included; empty where too little of the window was measured. */
  OptionalDouble watts() {
    return isCovered() ? OptionalDouble.of(joules() / coveredSeconds()) : OptionalDouble.empty();
  }

  /** Joules above idle for one answer; empty without answers, or with too little measured. */
  OptionalDouble joulesPerAnswer(double idleWatts) {
    if (!isCovered() || answers() == 0) {
      return OptionalDouble.empty();
    }
    double aboveIdle = Math.max(0, joules() - idleWatts * coveredSeconds());
    return OptionalDouble.of(aboveIdle / answers());
  }

  private boolean isCovered() {
    if (points.size() < 2) {
      return false;
    }
    double seconds = (points.getLast().atNanos() - points.getFirst().atNanos()) * NANO;
    return coveredSeconds() > 0 && coveredSeconds() >= LEAST_COVERED * seconds;
  }

  private double joules() {
    return points.getLast().joules() - points.getFirst().joules();
  }

  private double coveredSeconds() {
    return points.getLast().coveredSeconds() - points.getFirst().coveredSeconds();
  }

  private long answers() {
    return points.getLast().answers() - points.getFirst().answers();
  }
}
