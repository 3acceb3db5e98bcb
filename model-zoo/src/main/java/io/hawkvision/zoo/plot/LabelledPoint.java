package io.hawkvision.zoo.plot;

import static java.util.Objects.requireNonNull;

/**
 * A point of a chart with a word beside it.
 *
 * @param error half the length of its error bar; 0 for none
 */
public record LabelledPoint(String label, double x, double y, double error) {
  public LabelledPoint {
    requireNonNull(label, "label");
    if (!(Double.isFinite(x) && Double.isFinite(y) && error >= 0 && Double.isFinite(error))) {
      throw new IllegalArgumentException(label + ": " + x + ", " + y + " +- " + error);
    }
  }
}
