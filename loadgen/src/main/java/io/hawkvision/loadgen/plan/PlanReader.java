package io.hawkvision.loadgen.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads plan files, and knows the plans that are built in. Any thread. */
public final class PlanReader {
  /** The plans that ship, in the order in which help lists them. */
  public static final List<String> BUILT_IN =
      List.of("quick", "p99", "power", "lossy", "saturation");

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final Set<String> PLAN_KEYS =
      Set.of(
          "about",
          "seconds",
          "deadline_ms",
          "utilisation",
          "most_frames_per_second",
          "tuning_frames",
          "jpeg_qualities",
          "blocks");
  private static final Set<String> BLOCK_KEYS =
      Set.of(
          "family",
          "links",
          "edge_factors",
          "accuracy",
          "systems",
          "min_frames",
          "congestion_controls",
          "rates");

  private static final int USUAL_QUALITY = 90;

  private final String source;
  private final List<String> problems = new ArrayList<>();

  private PlanReader(String source) {
    this.source = source;
  }

  /** A built-in plan by its name, or one from a file; everything wrong in it is told together. */
  public static BenchPlan read(String nameOrFile) throws IOException, InvalidInputException {
    if (BUILT_IN.contains(nameOrFile)) {
      try (InputStream resource =
          PlanReader.class.getResourceAsStream("/plans/" + nameOrFile + ".yaml")) {
        if (resource == null) {
          throw new IOException("plan " + nameOrFile + " is missing from this build");
        }
        String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        return parse(nameOrFile, nameOrFile, text);
      }
    }
    Path file = Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "no plan and no file \""
              + nameOrFile
              + "\"; the plans are "
              + String.join(", ", BUILT_IN)
              + ", peer");
    }
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    return parse(nameOrFile, name, Files.readString(file));
  }

  static BenchPlan parse(String source, String name, String text) throws InvalidInputException {
    PlanReader reader = new PlanReader(source);
    try {
      BenchPlan plan = reader.plan(name, YAML.readTree(text));
      if (!reader.problems.isEmpty()) {
        throw new InvalidInputException(String.join("\n", reader.problems));
      }
      return plan;
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(source + ": " + e.getOriginalMessage());
    }
  }

  private BenchPlan plan(String name, JsonNode root) {
    known(root, "", PLAN_KEYS);
    List<Block> blocks = new ArrayList<>();
    JsonNode list = root.path("blocks");
    for (int i = 0; i < list.size(); i++) {
      blocks.add(block("blocks[" + i + "].", list.get(i)));
    }
    if (blocks.isEmpty()) {
      problem("blocks", "at least one is needed");
    }
    return new BenchPlan(
        name,
        root.path("about").asText(""),
        (int) number(root, "", "seconds", 20, 1, 3600),
        (int) number(root, "", "deadline_ms", 1000, 1, 60_000),
        number(root, "", "utilisation", 0.6, 0.001, 10),
        number(root, "", "most_frames_per_second", 1000, 0.1, 100_000),
        (int) number(root, "", "tuning_frames", 4000, 100, 1_000_000),
        qualities(root),
        blocks);
  }

  private List<Integer> qualities(JsonNode root) {
    List<Integer> qualities =
        numbers(root, "", "jpeg_qualities", 1, 100).stream().map(Double::intValue).toList();
    return qualities.isEmpty() ? List.of(USUAL_QUALITY) : qualities;
  }

  private Block block(String at, JsonNode node) {
    known(node, at, BLOCK_KEYS);
    String family = node.path("family").asText("");
    if (family.isEmpty()) {
      problem(at + "family", "is needed");
    }
    List<Integer> factors = new ArrayList<>();
    for (double factor : numbers(node, at, "edge_factors", 1, 1000)) {
      factors.add((int) factor);
    }
    List<String> links = words(node, at, "links");
    if (links.isEmpty()) {
      problem(at + "links", "at least one is needed");
    }
    return new Block(
        family,
        links,
        factors.isEmpty() ? List.of(1) : factors,
        number(node, at, "accuracy", Double.NaN, 0, 1),
        systems(at, node.path("systems")),
        (long) number(node, at, "min_frames", 0, 0, 1e8),
        words(node, at, "congestion_controls"),
        numbers(node, at, "rates", 0.01, 100_000));
  }

  private Map<SystemName, Integer> systems(String at, JsonNode node) {
    Map<SystemName, Integer> systems = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      int seeds = entry.getValue().asInt(-1);
      if (!entry.getValue().isInt() || seeds < 1 || seeds > 1000) {
        problem(at + "systems." + entry.getKey(), "must be a number of seeds, 1 to 1000");
      }
      SystemName.of(entry.getKey())
          .ifPresentOrElse(
              system -> systems.put(system, seeds),
              () ->
                  problem(
                      at + "systems." + entry.getKey(),
                      "is no system; there are " + SystemName.words()));
    }
    if (systems.isEmpty()) {
      problem(at + "systems", "at least one is needed");
    }
    return systems;
  }

  private void known(JsonNode node, String at, Set<String> keys) {
    if (!node.isObject()) {
      problem(at.isEmpty() ? "the plan" : at.substring(0, at.length() - 1), "must hold keys");
      return;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!keys.contains(entry.getKey())) {
        problem(at + entry.getKey(), "is no key; there are " + new TreeSet<>(keys));
      }
    }
  }

  private double number(
      JsonNode node, String at, String key, double usual, double least, double most) {
    JsonNode value = node.path(key);
    double number = value.isMissingNode() ? usual : value.asDouble(Double.NaN);
    boolean isWord = !value.isMissingNode() && !value.isNumber();
    if (isWord || !(number >= least && number <= most)) {
      problem(at + key, "must be a number from " + least + " to " + most);
      return usual;
    }
    return number;
  }

  private List<Double> numbers(JsonNode node, String at, String key, double least, double most) {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode item : node.path(key)) {
      if (!item.isNumber() || item.asDouble() < least || item.asDouble() > most) {
        problem(at + key, "must hold numbers from " + least + " to " + most);
      } else {
        numbers.add(item.asDouble());
      }
    }
    return numbers;
  }

  private List<String> words(JsonNode node, String at, String key) {
    List<String> words = new ArrayList<>();
    JsonNode list = node.path(key);
    if (!list.isMissingNode() && !list.isArray()) {
      problem(at + key, "must be a list");
    }
    list.forEach(item -> words.add(item.asText()));
    return words;
  }

  private void problem(String key, String what) {
    problems.add(source + ": " + key + " " + what);
  }
}
