package io.hawkvision.zoo.policy;

/** What is read off a network's logits; pure, any thread. */
public final class Scores {
  private Scores() {}

  /** Probabilities of the logits, computed in double so that they do not overflow. */
  public static float[] softmax(float[] logits) {
    double highest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      highest = Math.max(highest, logit);
    }
    double sum = 0;
    double[] powers = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      powers[i] = Math.exp(logits[i] - highest);
      sum += powers[i];
    }
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) (powers[i] / sum);
    }
    return probabilities;
  }

  /**
   * The edge score: the largest probability minus the second largest, 0 to 1. Not a number counts
   * as no confidence at all, so that a broken network escalates.
   */
  public static double margin(float[] probabilities) {
    if (probabilities.length < 2) {
      throw new IllegalArgumentException("a margin needs two probabilities or more");
    }
    float first = Float.NEGATIVE_INFINITY;
    float second = Float.NEGATIVE_INFINITY;
    for (float p : probabilities) {
      if (Float.isNaN(p)) {
        return 0;
      }
      if (p > first) {
        second = first;
        first = p;
      } else if (p > second) {
        second = p;
      }
    }
    return (double) first - second;
  }

  /** Index of the largest value, the first one of equals. */
  public static int argmax(float[] v) {
    if (v.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    int best = 0;
    for (int i = 1; i < v.length; i++) {
      if (v[i] > v[best]) {
        best = i;
      }
    }
    return best;
  }
}
