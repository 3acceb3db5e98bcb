package io.hawkvision.edge.watch;

import java.util.Collections;
import java.util.List;

/** The fixed bets against "at most the null rate disagrees", shared by both tests. */
final class Bets {
  /** SCIENCE.md §2.9: small bets find small rises in the end, large ones find large rises soon. */
  static final List<Double> SIZES = List.of(0.5, 1.0, 2.0, 4.0, 8.0);

  private Bets() {}

  /** A larger bet could lose more than it has; against a rate of 1 there is nothing to bet on. */
  static boolean allowed(double size, double nullRate) {
    return size * nullRate < 1 && nullRate < 1;
  }

  /** What one unit of stake becomes; positive for every allowed bet. */
  static double factor(double size, double nullRate, boolean disagrees) {
    return 1 + size * ((disagrees ? 1 : 0) - nullRate);
  }

  /** The same start for every bet. */
  static List<Double> all(double start) {
    return Collections.nCopies(SIZES.size(), start);
  }

  /** Refuses what no run of the tests can have left behind. */
  static List<Double> checked(List<Double> values, double least, double most) {
    if (values.size() != SIZES.size()) {
      throw new IllegalArgumentException("not " + SIZES.size() + " bets: " + values.size());
    }
    for (double value : values) {
      if (!(value >= least && value <= most)) {
        throw new IllegalArgumentException("a bet stands at " + value);
      }
    }
    return List.copyOf(values);
  }
}
