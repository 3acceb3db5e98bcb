package io.hawkvision.zoo.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code recipe.yaml} and hashes the networks beside it. A variant's parameters and
 * multiply-accumulates come from the recipe, or from the {@code training.json} that the trainer
 * leaves beside the network. Reads files.
 */
public final class RecipeReader {
  /** The recipe's file in the family's folder. */
  public static final String RECIPE = "recipe.yaml";

  private static final String TRAINING = "training.json";

  /** The split model's tail in {@code training.json}. */
  private static final String SPLIT_TAIL = "split-tail";

  private final FamilyFolder folder;
  private final JsonNode training;
  private static final String NOT_MADE = "0".repeat(64);

  private final List<String> problems = new ArrayList<>();

  private final boolean isDraft;

  private RecipeReader(Path directory, boolean isDraft) {
    this.isDraft = isDraft;
    this.folder = new FamilyFolder(directory);
    this.training = training(directory);
  }

  public static Recipe read(Path directory) throws InvalidFamilyException {
    return new RecipeReader(directory, false).read();
  }

  /** Reads a recipe some of whose networks may be yet to be made; their SHA-256 is all zeros. */
  public static Recipe draft(Path directory) throws InvalidFamilyException {
    return new RecipeReader(directory, true).read();
  }

  private JsonNode training(Path directory) {
    ObjectMapper json = new ObjectMapper();
    Path file = directory.resolve(TRAINING);
    try {
      return Files.exists(file) ? json.readTree(file.toFile()) : json.createObjectNode();
    } catch (IOException unreadable) {
      problems.add(TRAINING + " cannot be read");
      return json.createObjectNode();
    }
  }

  private Recipe read() throws InvalidFamilyException {
    Section top = YamlText.read(folder, RECIPE).top(problems);
    String name = top.word("name", VariantSections.NAME);
    int version = (int) top.integer("version", 1, Integer.MAX_VALUE);
    String description = top.text("description");
    String licence = top.text("licence");
    List<String> labels = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    labels(top, labels, folders);
    Optional<Training> trained = TrainingSection.read(top);
    List<Variant> variants = new UnsealedVariants().read(top);
    if (variants.stream().anyMatch(v -> !v.accuracy().equals(VariantAccuracy.NONE))) {
      top.problem("variants", "accuracy is computed by hawk zoo seal, not written by hand");
    }
    Optional<SplitModel> split = new UnsealedSplit().read(top);
    Section golden = top.section("golden");
    double tolerance = golden.decimal("tolerance", 0, 1);
    golden.end();
    top.end();
    if (!problems.isEmpty()) {
      throw new InvalidFamilyException(folder.directory().toString(), problems);
    }
    return new Recipe(
        name,
        version,
        folder.directory(),
        description,
        licence,
        labels,
        folders,
        variants,
        trained,
        split,
        tolerance);
  }

  private static void labels(Section top, List<String> labels, List<String> folders) {
    Set<String> seen = new HashSet<>();
    for (Section label : top.sections("labels")) {
      String name = label.text("name");
      labels.add(name);
      folders.add(label.has("folder") ? label.text("folder") : name);
      label.end();
      if (!seen.add(name)) {
        top.twice("labels", name);
      }
    }
  }

  private final class UnsealedVariants extends VariantSections {
    @Override
    Weights weights(Section section, String variant) {
      SealedFile network = hashed(section);
      return new Weights(
          network.file(),
          network.sha256(),
          size(section, variant, "parameters"),
          size(section, variant, "macs"));
    }
  }

  private final class UnsealedSplit extends SplitSection {
    @Override
    SealedFile file(Section section) {
      return hashed(section);
    }

    @Override
    long size(Section section, String key) {
      return RecipeReader.this.size(section, SPLIT_TAIL, key);
    }
  }

  /** The file with the SHA-256 it has now. */
  private SealedFile hashed(Section section) {
    Optional<Path> file = folder.file(section, "file", isDraft);
    String sha256 = "";
    try {
      if (isDraft && file.isPresent() && !Files.exists(file.get())) {
        return new SealedFile(file.get(), NOT_MADE);
      }
      sha256 = file.isPresent() ? Sha256.of(file.get()) : "";
    } catch (IOException unreadable) {
      section.problem("file", "cannot be read");
    }
    return new SealedFile(file.orElse(folder.directory()), sha256);
  }

  private long size(Section section, String network, String key) {
    JsonNode trained = training.path(network).path(key);
    if (!section.has(key) && trained.canConvertToLong() && trained.asLong() > 0) {
      return trained.asLong();
    }
    return section.integer(key, 1, Long.MAX_VALUE);
  }
}
