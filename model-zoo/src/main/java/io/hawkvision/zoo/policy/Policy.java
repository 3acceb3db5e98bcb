package io.hawkvision.zoo.policy;

import static java.util.Objects.requireNonNull;

/**
 * Who answers a frame, by the edge's score: from {@code upper} up the edge itself, from {@code
 * lower} up the middle route, below it the hard one.
 *
 * @param upper lowest edge score that is answered locally; 0 never escalates, positive infinity
 *     escalates every frame
 * @param middle where frames below {@code upper} go
 * @param lower lowest edge score that the middle route answers; {@code upper} where there is one
 *     route only
 * @param hard where frames below {@code lower} go
 */
public record Policy(double upper, Route middle, double lower, Route hard) {
  /** The level of a frame that travels as the camera posted it. */
  public static final String LEVEL_ORIGINAL = "jpeg-original";

  /** The level of a picture that was shrunk to the size a network looks at. */
  public static final String LEVEL_INPUT = "jpeg-input";

  public Policy {
    requireNonNull(middle, "middle");
    requireNonNull(hard, "hard");
    if (!(lower >= 0 && upper >= lower)) {
      throw new IllegalArgumentException("thresholds " + upper + " and " + lower);
    }
  }

  /** The plain cascade: one threshold, one route. */
  public static Policy of(double threshold, Route route) {
    return new Policy(threshold, route, threshold, route);
  }

  /** Every frame by this route. */
  public static Policy all(Route route) {
    return of(Double.POSITIVE_INFINITY, route);
  }

  /** Whether the edge may answer a frame of this score itself. */
  public boolean answersLocally(double score) {
    return score >= upper;
  }

  /** Where a frame of this score goes that the edge may not answer. Not a number is hard. */
  public Route route(double score) {
    return score >= lower ? middle : hard;
  }

  @Override
  public String toString() {
    if (upper == 0) {
      return "edge alone";
    }
    String most = upper == Double.POSITIVE_INFINITY ? "every frame" : "under " + upper;
    return middle.equals(hard) || lower == 0 || lower == upper
        ? most + " to " + (lower == 0 ? middle : hard)
        : most + " to " + middle + ", under " + lower + " to " + hard;
  }
}
