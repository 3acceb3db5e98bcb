package io.hawkvision.loadgen.infaas;

import static java.util.Objects.requireNonNull;

/** Which variant is to answer a frame. */
sealed interface Choice {
  /**
   * This one.
   *
   * @param loaded whether it can begin now
   * @param adequate whether its estimate meets the target
   */
  record Chosen(Profile profile, boolean loaded, boolean adequate) implements Choice {
    public Chosen {
      requireNonNull(profile, "profile");
    }
  }

  /** No variant of the family fits the memory budget. */
  record NothingFits() implements Choice {}
}
