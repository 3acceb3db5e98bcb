package io.hawkvision.loadgen.post;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/** What one frame asks for; without a deadline or a family, the run's own are taken. */
public record Ask(AskedTarget target, OptionalInt deadlineMillis, Optional<String> family) {
  public Ask {
    requireNonNull(target, "target");
    if (deadlineMillis.isPresent() && deadlineMillis.getAsInt() < 1) {
      throw new IllegalArgumentException("a deadline is at least 1 ms");
    }
  }

  /** The target only. */
  public static Ask of(AskedTarget target) {
    return new Ask(target, OptionalInt.empty(), Optional.empty());
  }
}
