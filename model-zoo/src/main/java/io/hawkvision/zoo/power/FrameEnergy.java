package io.hawkvision.zoo.power;

import static java.util.Objects.requireNonNull;

/** What one answer took above idle, and how that is known. Any thread. */
public record FrameEnergy(double joules, PowerSource source) {
  public FrameEnergy {
    requireNonNull(source, "source");
    if (!Double.isFinite(joules) || joules < 0) {
      throw new IllegalArgumentException("joules " + joules);
    }
  }
}
