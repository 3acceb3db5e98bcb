package io.hawkvision.zoo.family;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A picture and the logits every variant gave for it when the family was sealed.
 *
 * @param sha256 of the picture's file
 * @param tolerance largest difference of one logit that still counts as equal
 * @param logits by variant
 */
public record GoldenVector(
    Path image, String sha256, double tolerance, Map<String, List<Float>> logits) {
  public GoldenVector {
    requireNonNull(image, "image");
    requireNonNull(sha256, "sha256");
    Map<String, List<Float>> copy = new LinkedHashMap<>();
    logits.forEach((variant, values) -> copy.put(variant, List.copyOf(values)));
    logits = Collections.unmodifiableMap(copy);
  }
}
