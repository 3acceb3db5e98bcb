package io.hawkvision.zoo.family;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What was measured of a variant before its family was sealed.
 *
 * @param calibration on the frames the outcome table's choices rest on
 * @param test on frames that nobody chose or trained anything by
 */
public record VariantAccuracy(
    Optional<MeasuredAccuracy> calibration, Optional<MeasuredAccuracy> test) {
  /** Nothing measured. */
  public static final VariantAccuracy NONE =
      new VariantAccuracy(Optional.empty(), Optional.empty());

  public VariantAccuracy {
    requireNonNull(calibration, "calibration");
    requireNonNull(test, "test");
  }
}
