package io.hawkvision.loadgen.link;

import static java.util.Objects.requireNonNull;

/** Both directions: up from the edge to the datacenter, down back. */
public record LinkCounters(DirectionCounters up, DirectionCounters down) {
  public LinkCounters {
    requireNonNull(up, "up");
    requireNonNull(down, "down");
  }
}
