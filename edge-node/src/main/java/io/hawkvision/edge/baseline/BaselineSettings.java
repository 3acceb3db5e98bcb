package io.hawkvision.edge.baseline;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The configuration group {@code bench}.
 *
 * @param edgeSlowdown by which all edge compute is stretched, of the product too
 * @param thresholds of a cascade, by family
 * @param variant behind a cascade; empty is the family's best
 * @param picturesShrunk whether escalated pictures travel at network-input size
 * @param jpegQuality of shrunk pictures, 1 to 100
 */
public record BaselineSettings(
    Baseline system,
    double edgeSlowdown,
    CascadeScore score,
    Map<String, Double> thresholds,
    Optional<String> variant,
    boolean picturesShrunk,
    int jpegQuality) {
  public static final int USUAL_QUALITY = 90;

  /** The product, on the machine as it is. */
  public static final BaselineSettings OFF =
      new BaselineSettings(
          Baseline.NONE, 1, CascadeScore.MARGIN, Map.of(), Optional.empty(), false, USUAL_QUALITY);

  public BaselineSettings {
    requireNonNull(system, "system");
    requireNonNull(score, "score");
    requireNonNull(variant, "variant");
    thresholds = Map.copyOf(thresholds);
  }

  /** What contradicts itself, one sentence each. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    boolean isCascade = system == Baseline.CASCADE;
    if (isCascade && thresholds.isEmpty()) {
      problems.add("bench.system=cascade needs bench.thresholds, such as roadside:0.8");
    }
    if (!isCascade && !thresholds.isEmpty()) {
      problems.add("bench.thresholds is for bench.system=cascade only");
    }
    if (!isCascade && variant.isPresent()) {
      problems.add("bench.variant is for bench.system=cascade only");
    }
    if (!isCascade && picturesShrunk) {
      problems.add("bench.picture=network-input is for bench.system=cascade only");
    }
    return problems;
  }

  /** What cannot be served: a family without a threshold, a variant it does not have. */
  public List<String> problems(Map<String, List<String>> variantsByFamily) {
    List<String> problems = new ArrayList<>();
    if (system != Baseline.CASCADE) {
      return problems;
    }
    new TreeMap<>(variantsByFamily)
        .forEach(
            (family, variants) -> {
              if (!thresholds.containsKey(family)) {
                problems.add("bench.thresholds has none for family " + family);
              }
              variant
                  .filter(wanted -> !variants.contains(wanted))
                  .ifPresent(
                      wanted ->
                          problems.add(
                              "bench.variant: family "
                                  + family
                                  + " has no datacenter variant "
                                  + wanted));
            });
    return problems;
  }
}
