package io.hawkvision.loadgen.link;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * One direction of a link: a queue with tail drop, a rate, then loss, then delay. Pure but for its
 * own state; time is given. One thread.
 */
final class LinkQueue {
  /** The packet found the queue full. */
  static final long QUEUE_DROP = -1;

  /** The packet left and was lost. */
  static final long LOST = -2;

  /** Two full packets fit in any queue. */
  private static final double LEAST_BYTES = 3000;

  private static final double NANOS = 1e9;

  private record Departure(long nanos, int bytes) {}

  private final RateTimeline rate;
  private final LossDraw loss;
  private final DelayCourse delay;
  private final ArrayDeque<Departure> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private long lastDepartureNanos;
  private long lastArrivalNanos;

  /**
   * An empty queue at time 0.
   *
   * @param seed of states and outages, shared by both directions of a link
   * @param direction tells the directions' losses and delays apart
   */
  LinkQueue(LinkProfile profile, long seed, int direction, Duration length) {
    this.rate = new RateTimeline(profile, seed, length);
    this.loss = new LossDraw(profile.loss(), seed * 31 + 7 + direction);
    this.delay = new DelayCourse(profile.delay(), seed * 37 + 11 + direction);
  }

  /** When a packet that comes now arrives at the other end, or why it does not. */
  long offer(long nowNanos, int bytes) {
    while (!waiting.isEmpty() && waiting.peek().nanos() <= nowNanos) {
      waitingBytes -= waiting.remove().bytes();
    }
    if (waitingBytes + bytes > limitBytes(nowNanos)) {
      return QUEUE_DROP;
    }
    long start = Math.max(nowNanos, lastDepartureNanos);
    lastDepartureNanos = rate.finish(start, 8L * bytes);
    waiting.add(new Departure(lastDepartureNanos, bytes));
    waitingBytes += bytes;
    if (loss.next()) {
      return LOST;
    }
    long arrival = lastDepartureNanos + delay.nanos(lastDepartureNanos);
    lastArrivalNanos = Math.max(lastArrivalNanos, arrival);
    return lastArrivalNanos;
  }

  private double limitBytes(long nowNanos) {
    double seconds = LinkProfile.QUEUE.toNanos() / NANOS;
    return Math.max(LEAST_BYTES, rate.nominalBitsPerSecond(nowNanos) / 8 * seconds);
  }

  long waitingBytes() {
    return waitingBytes;
  }
}
