package io.hawkvision.zoo.policy;

/**
 * How sure the edge variant was of a frame, three ways.
 *
 * @param margin the largest probability minus the second largest: high is sure
 * @param maxProbability the largest probability: high is sure
 * @param entropy of the probabilities in nats: low is sure
 */
public record EdgeScores(double margin, double maxProbability, double entropy) {
  public EdgeScores {
    requireShare("margin", margin);
    requireShare("maxProbability", maxProbability);
    if (!(entropy >= 0 && entropy <= FixedPoint.MAX_ENTROPY)) {
      throw new IllegalArgumentException("entropy outside 0.." + FixedPoint.MAX_ENTROPY);
    }
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " outside 0..1: " + value);
    }
  }

  /** The scores of these probabilities; not a number counts as no confidence at all. */
  public static EdgeScores of(float[] probabilities) {
    double highest = 0;
    double entropy = 0;
    for (float p : probabilities) {
      if (Float.isNaN(p)) {
        return new EdgeScores(0, 0, Math.min(FixedPoint.MAX_ENTROPY, logOf(probabilities.length)));
      }
      highest = Math.max(highest, p);
      entropy -= p > 0 ? p * Math.log(p) : 0;
    }
    return new EdgeScores(Scores.margin(probabilities), highest, Math.max(0, entropy));
  }

  private static double logOf(int count) {
    return Math.log(Math.max(1, count));
  }
}
