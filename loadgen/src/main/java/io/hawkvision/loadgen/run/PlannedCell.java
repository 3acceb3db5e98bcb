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
    return new Stage(key.family(), key.edgeFactor(), accuracy);
  }

  /** One set of running nodes. */
  record Stage(String family, int edgeFactor, double accuracy) {}
}
