package io.hawkvision.zoo.policy;

/**
 * Numbers as an outcome table keeps them: whole steps of a power of two, so that nothing is lost
 * between memory and file. Scores are rounded to the safe side: a threshold that is read off the
 * table is reached by the frame it came from.
 */
final class FixedPoint {
  /** Entropy of 89,000 equally likely labels; more than a family may have. */
  static final double MAX_ENTROPY = 11.4;

  /** Stands for a feature that a frame cannot have. */
  static final char NONE = 0xFFFF;

  private static final double SHARE_STEPS = 1 << 24;
  private static final double ENTROPY_STEPS = 1 << 20;
  private static final double FEATURE_STEPS = 1 << 6;
  private static final int MAX_SCORE = (1 << 24) - 1;

  private FixedPoint() {}

  /** Rounds down; 1 becomes the largest share below it. */
  static int fromShare(double share) {
    return Math.min(MAX_SCORE, (int) (share * SHARE_STEPS));
  }

  static double toShare(int steps) {
    return steps / SHARE_STEPS;
  }

  /** Rounds up. */
  static int fromEntropy(double entropy) {
    return Math.min(MAX_SCORE, (int) Math.ceil(entropy * ENTROPY_STEPS));
  }

  static double toEntropy(int steps) {
    return steps / ENTROPY_STEPS;
  }

  /** Rounds to the nearest; NaN becomes {@link #NONE}. */
  static char fromFeature(double feature) {
    if (Double.isNaN(feature)) {
      return NONE;
    }
    return (char) Math.min(NONE - 1, Math.max(0, Math.round(feature * FEATURE_STEPS)));
  }

  static double toFeature(char steps) {
    return steps == NONE ? Double.NaN : steps / FEATURE_STEPS;
  }
}
