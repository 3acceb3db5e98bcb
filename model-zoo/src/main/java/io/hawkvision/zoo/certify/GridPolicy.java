package io.hawkvision.zoo.certify;

import io.hawkvision.zoo.policy.Policy;
import java.util.Optional;

/**
 * A policy by numbers: thresholds are bins of a {@link ScoreGrid}, routes are places on a {@link
 * Menu}.
 */
record GridPolicy(int upper, int middle, int lower, int hard) {
  GridPolicy {
    if (lower < 0 || upper < lower) {
      throw new IllegalArgumentException("bins " + upper + " and " + lower);
    }
  }

  /** One threshold, one route. */
  static GridPolicy of(int threshold, int route) {
    return new GridPolicy(threshold, route, threshold, route);
  }

  /**
   * The same policy spelled with another's routes, where it can be: one threshold and one route is
   * also a pair whose other band is empty.
   */
  Optional<GridPolicy> withRoutesOf(GridPolicy other) {
    if (middle == other.middle && hard == other.hard) {
      return Optional.of(this);
    }
    boolean isHardOnly = lower == upper;
    if (isHardOnly && hard == other.hard) {
      return Optional.of(new GridPolicy(upper, other.middle, upper, hard));
    }
    if (isHardOnly && hard == other.middle) {
      return Optional.of(new GridPolicy(upper, hard, 0, other.hard));
    }
    return Optional.empty();
  }

  Policy on(ScoreGrid grid, Menu menu) {
    return new Policy(
        grid.threshold(upper),
        menu.routes().get(middle),
        grid.threshold(lower),
        menu.routes().get(hard));
  }
}
