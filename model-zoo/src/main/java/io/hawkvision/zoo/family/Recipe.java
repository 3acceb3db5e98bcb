package io.hawkvision.zoo.family;

import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Route;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person writes about a family before it is sealed: {@code recipe.yaml} beside the networks.
 * Everything else in the manifest is computed.
 *
 * @param folders by label index: the name a labelled folder of frames has for that label
 * @param variants with the SHA-256 of the files as they are now
 * @param tolerance of the golden vectors
 */
public record Recipe(
    String name,
    int version,
    Path directory,
    String description,
    String licence,
    List<String> labels,
    List<String> folders,
    List<Variant> variants,
    Optional<Training> training,
    Optional<SplitModel> split,
    double tolerance) {
  private static final String UNSEALED = "0".repeat(64);

  public Recipe {
    labels = List.copyOf(labels);
    folders = List.copyOf(folders);
    variants = List.copyOf(variants);
  }

  /** The same recipe with what was measured of each variant, in their order. */
  public Recipe withAccuracies(List<VariantAccuracy> measured) {
    List<Variant> withAccuracy = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      withAccuracy.add(variants.get(i).withAccuracy(measured.get(i)));
    }
    return new Recipe(
        name,
        version,
        directory,
        description,
        licence,
        labels,
        folders,
        withAccuracy,
        training,
        split,
        tolerance);
  }

  /** The family as it will be, with this table and these golden vectors. */
  public Family family(OutcomeTable outcomes, List<GoldenVector> golden) {
    return new Family(
        name,
        version,
        directory,
        description,
        licence,
        labels,
        variants,
        training,
        split,
        outcomes,
        golden,
        UNSEALED);
  }

  /** The family without a table or golden vectors: enough to run its networks. */
  public Family unsealed() {
    List<String> names = variants.stream().map(Variant::name).toList();
    return family(OutcomeTable.of(Route.originals(names)).build(), List.of());
  }
}
