package io.hawkvision.zoo.family;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code test.json} beside a recipe: how good each variant was on test frames, and of which file
 * that was measured. {@code hawk zoo evaluate --record} writes it, {@code hawk zoo seal} takes it
 * over. Reads and writes files.
 */
public final class TestRecord {
  /** The record's file in the family's folder. */
  public static final String FILE = "test.json";

  private static final String HASH = "[0-9a-f]{64}";

  private TestRecord() {}

  /** The record, whole or not at all; replaces an older one. */
  public static void write(Path directory, Map<Variant, MeasuredAccuracy> measured)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode top = json.createObjectNode();
    measured.forEach(
        (variant, accuracy) -> entry(top.putObject(variant.name()), variant, accuracy));
    byte[] text = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(top);
    WholeFile.write(directory.resolve(FILE), text);
  }

  private static void entry(ObjectNode entry, Variant variant, MeasuredAccuracy accuracy) {
    entry.put("frames", accuracy.frames());
    entry.put("accuracy", accuracy.accuracy());
    entry.put("standard_error", accuracy.standardError());
    ArrayNode classes = entry.putArray("classes");
    for (double share : accuracy.classes()) {
      if (Double.isNaN(share)) {
        classes.addNull();
      } else {
        classes.add(share);
      }
    }
    entry.put("of", variant.sha256());
  }

  /**
   * What was recorded of a recipe's variants, by name; empty where there is no record.
   *
   * @throws InvalidFamilyException for a record that is wrong, or of other files than those present
   */
  public static Map<String, MeasuredAccuracy> read(Recipe recipe) throws InvalidFamilyException {
    Map<String, MeasuredAccuracy> measured = new LinkedHashMap<>();
    if (!Files.exists(recipe.directory().resolve(FILE))) {
      return measured;
    }
    List<String> problems = new ArrayList<>();
    Section top = YamlText.read(new FamilyFolder(recipe.directory()), FILE).top(problems);
    for (Variant variant : recipe.variants()) {
      Optional<Section> entry = top.optionalSection(variant.name());
      entry.ifPresent(
          section -> measured.put(variant.name(), entry(section, variant, recipe.labels().size())));
    }
    top.end();
    if (!problems.isEmpty()) {
      throw new InvalidFamilyException(recipe.directory().resolve(FILE).toString(), problems);
    }
    return measured;
  }

  private static MeasuredAccuracy entry(Section section, Variant variant, int labels) {
    String of = section.word("of", HASH);
    if (!of.isEmpty() && !of.equals(variant.sha256())) {
      section.problem("of", "another file was tested than the present one: evaluate again");
    }
    return VariantSections.measured(section, labels);
  }
}
