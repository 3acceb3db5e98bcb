package io.hawkvision.loadgen.tune;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What each network says about one labelled frame.
 *
 * @param margin the edge network's score in our cascade
 * @param maxProbability the edge network's score in the naive one
 * @param right whether a DC variant is right about the picture as posted, by its name
 * @param smallRight whether the best variant is right about the picture at network-input size
 */
public record ProbedFrame(
    boolean edgeRight,
    double margin,
    double maxProbability,
    Map<String, Boolean> right,
    boolean smallRight) {
  public ProbedFrame {
    requireNonNull(right, "right");
    right = Map.copyOf(right);
  }

  /** Whether that variant is right about the picture as posted. */
  public boolean isRight(String variant) {
    Boolean known = right.get(variant);
    if (known == null) {
      throw new IllegalArgumentException("variant " + variant + " was not asked");
    }
    return known;
  }
}
