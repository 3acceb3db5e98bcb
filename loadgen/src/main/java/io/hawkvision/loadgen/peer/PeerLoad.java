package io.hawkvision.loadgen.peer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What every system gets in every round.
 *
 * @param closed how long frames are posted back to back
 * @param concurrency so many of them at a time
 * @param open how long frames are posted at their intended times
 * @param rate of those, frames per second
 */
public record PeerLoad(Duration closed, int concurrency, Duration open, double rate) {
  public PeerLoad {
    requireNonNull(closed, "closed");
    requireNonNull(open, "open");
    if (closed.toMillis() < 1 || concurrency < 1 || !(rate > 0) || rate > 100_000) {
      throw new IllegalArgumentException("a round needs time, frames in flight and a rate");
    }
    if (open.toMillis() * rate < 1000) {
      throw new IllegalArgumentException("a round needs at least one frame");
    }
  }

  long openFrames() {
    return (long) (open.toMillis() * rate / 1000);
  }
}
