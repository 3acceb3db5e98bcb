package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

import io.hawkvision.edge.frame.NanoClock;
import java.time.InstantSource;

/** The two clocks of the watch: budgets need a monotonic one, retention one that survives. */
public record WatchClocks(NanoClock monotonic, InstantSource wall) {
  public static final WatchClocks SYSTEM =
      new WatchClocks(NanoClock.SYSTEM, InstantSource.system());

  public WatchClocks {
    requireNonNull(monotonic, "monotonic");
    requireNonNull(wall, "wall");
  }
}
