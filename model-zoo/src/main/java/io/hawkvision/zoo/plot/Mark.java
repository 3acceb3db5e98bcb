package io.hawkvision.zoo.plot;

import static java.util.Objects.requireNonNull;

/** A vertical line at a place on the x axis, with a word beside it. */
record Mark(String label, double x) {
  Mark {
    requireNonNull(label, "label");
    if (!Double.isFinite(x)) {
      throw new IllegalArgumentException(label + ": " + x);
    }
  }
}
