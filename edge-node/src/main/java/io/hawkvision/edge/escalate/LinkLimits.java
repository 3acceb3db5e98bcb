package io.hawkvision.edge.escalate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The bounds of the link.
 *
 * @param window how many escalations may be unanswered at once
 * @param connectTimeout from the first packet to the Welcome
 * @param pingInterval between liveness pings on the open connection
 * @param pingTimeout a ping unanswered for this long means that the peer is gone
 * @param backoffFirst shortest wait before a new attempt to connect
 * @param backoffLongest longest such wait
 */
public record LinkLimits(
    int window,
    Duration connectTimeout,
    Duration pingInterval,
    Duration pingTimeout,
    Duration backoffFirst,
    Duration backoffLongest) {
  public LinkLimits {
    if (window <= 0) {
      throw new IllegalArgumentException("window must be positive: " + window);
    }
    requirePositive(connectTimeout, "connectTimeout");
    requirePositive(pingInterval, "pingInterval");
    requirePositive(pingTimeout, "pingTimeout");
    requirePositive(backoffFirst, "backoffFirst");
    requirePositive(backoffLongest, "backoffLongest");
  }

  private static void requirePositive(Duration duration, String name) {
    if (requireNonNull(duration, name).toMillis() <= 0) {
      throw new IllegalArgumentException(name + " must be at least a millisecond");
    }
  }
}
