package io.hawkvision.loadgen.tune;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What each network says about one labelled frame.
 *
 * @param margin the edge network's score in our cascade
 * @param maxProbability the edge network's score in the naive one
 * @param right whether a DC variant is right about the picture as posted, by its name
 * @param small what the best variant says about the picture at network-input size, by the quality
 *     of its JPEG
 */
public record ProbedFrame(
    boolean edgeRight,
    double margin,
    double maxProbability,
    Map<String, Boolean> right,
    Map<Integer, Small> small) {
  public ProbedFrame {
    requireNonNull(right, "right");
    right = Map.copyOf(right);
    small = Map.copyOf(small);
  }

  /** A picture at network-input size, or as posted where that has fewer bytes. */
  public record Small(boolean right, int bytes) {}

  /** The small picture of this quality. */
  public Small small(int quality) {
    Small known = small.get(quality);
    if (known == null) {
      throw new IllegalArgumentException("quality " + quality + " was not tried");
    }
    return known;
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
