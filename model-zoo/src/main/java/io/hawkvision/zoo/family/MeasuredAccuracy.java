package io.hawkvision.zoo.family;

import java.util.List;

/**
 * A share of right answers on labelled frames.
 *
 * @param standardError of the accuracy, frames of one segment counted as a cluster
 * @param classes the share for each label; not a number where no frame had that label
 */
public record MeasuredAccuracy(
    int frames, double accuracy, double standardError, List<Double> classes) {
  public MeasuredAccuracy {
    classes = List.copyOf(classes);
    if (frames < 1) {
      throw new IllegalArgumentException("an accuracy needs frames, not " + frames);
    }
    requireShare(accuracy);
    requireShare(standardError);
    classes.stream().filter(share -> !share.isNaN()).forEach(MeasuredAccuracy::requireShare);
  }

  private static void requireShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("outside 0..1: " + share);
    }
  }
}
