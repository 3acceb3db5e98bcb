package io.hawkvision.loadgen.run;

import static java.util.Objects.requireNonNull;

import io.hawkvision.loadgen.plan.SystemName;
import io.hawkvision.loadgen.result.CellKey;
import java.util.Optional;

/** A cell before it is measured. */
record PlannedCell(
    CellKey key,
    SystemName system,
    double accuracy,
    double framesPerSecond,
    Optional<String> congestionControl) {
  PlannedCell {
    requireNonNull(key, "key");
    requireNonNull(system, "system");
    requireNonNull(congestionControl, "congestionControl");
  }

  /** Cells of one stage share their running nodes. */
  Stage stage() {
    return new Stage(key.family(), key.edgeFactor(), accuracy, congestionControl);
  }

  /** One set of running nodes; TCP's congestion control is that of their connections. */
  record Stage(String family, int edgeFactor, double accuracy, Optional<String> congestionControl) {
    Stage {
      requireNonNull(family, "family");
      requireNonNull(congestionControl, "congestionControl");
    }
  }
}
