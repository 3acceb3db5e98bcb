package io.hawkvision.zoo.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One mapping of a manifest while it is read: hands out checked values and notes every problem with
 * its place, so that one run reports them all. A value that is wrong comes back as a harmless one;
 * the caller looks at the problems before it uses any. One thread.
 */
final class Section {
  private final JsonNode node;
  private final String path;
  private final List<String> problems;
  private final Set<String> known = new LinkedHashSet<>();

  Section(JsonNode node, String path, List<String> problems) {
    this.path = path;
    this.problems = problems;
    if (node.isObject()) {
      this.node = node;
    } else {
      problem("must be a mapping");
      this.node = JsonNodeFactory.instance.objectNode();
    }
  }

  void problem(String what) {
    note(path.isEmpty() ? what : path + ": " + what);
  }

  void problem(String key, String what) {
    note(at(key) + ": " + what);
  }

  /** Once, however often a key is asked for. */
  private void note(String problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  boolean has(String key) {
    known.add(key);
    return node.has(key);
  }

  String text(String key) {
    JsonNode value = value(key);
    if (value.isMissingNode()) {
      return "";
    }
    if (!value.isTextual() || value.asText().isBlank()) {
      problem(key, "must be text, in quotes where it looks like a number");
      return "";
    }
    return value.asText();
  }

  String word(String key, String pattern) {
    String word = text(key);
    if (!word.isEmpty() && !word.matches(pattern)) {
      problem(key, "\"" + word + "\" does not look like " + pattern);
    }
    return word;
  }

  long integer(String key, long lowest, long highest) {
    JsonNode value = value(key);
    if (value.isMissingNode()) {
      return lowest;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.asLong() < lowest
        || value.asLong() > highest) {
      problem(key, "must be a whole number from " + lowest + " to " + highest);
      return lowest;
    }
    return value.asLong();
  }

  double decimal(String key, double lowest, double highest) {
    JsonNode value = value(key);
    if (value.isMissingNode()) {
      return highest;
    }
    double number = value.asDouble(Double.NaN);
    if (!value.isNumber() || !(number >= lowest && number <= highest)) {
      problem(key, "must be a number from " + lowest + " to " + highest);
      return highest;
    }
    return number;
  }

  /** The usual value when the key is not there. */
  <E extends Enum<E>> E optionalChoice(String key, Map<String, E> choices, E usual) {
    return has(key) ? choice(key, choices, usual) : usual;
  }

  <E extends Enum<E>> E choice(String key, Map<String, E> choices, E otherwise) {
    String word = text(key);
    E chosen = choices.get(word);
    if (chosen != null) {
      return chosen;
    }
    if (!word.isEmpty()) {
      problem(key, "must be one of " + choices.keySet());
    }
    return otherwise;
  }

  List<Float> floats(String key, int count) {
    return floats(value(key), key, count);
  }

  boolean isText(String key) {
    return node.path(key).isTextual();
  }

  /** False when it is not there. */
  boolean flag(String key) {
    if (!has(key)) {
      return false;
    }
    if (!node.path(key).isBoolean()) {
      problem(key, "must be true or false");
    }
    return node.path(key).asBoolean();
  }

  /** Numbers from 0 to 1, or null for not a number. */
  List<Double> shares(String key, int count) {
    List<Double> shares = new ArrayList<>();
    for (JsonNode entry : elements(key)) {
      double share = entry.isNumber() ? entry.asDouble() : Double.NaN;
      boolean isShare = share >= 0 && share <= 1;
      if (entry.isNull() || isShare) {
        shares.add(share);
      }
    }
    if (shares.size() != count) {
      problem(key, "must be a list of " + count + " numbers from 0 to 1 or null");
    }
    return shares;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode entry : elements(key)) {
      if (!entry.isTextual() || entry.asText().isBlank()) {
        problem(key, "must hold text, in quotes where it looks like a number");
      } else {
        texts.add(entry.asText());
      }
    }
    Set<String> seen = new LinkedHashSet<>();
    texts.stream().filter(t -> !seen.add(t)).distinct().forEach(t -> twice(key, t));
    return texts;
  }

  void twice(String key, String name) {
    problem(key, "\"" + name + "\" stands there twice");
  }

  Section section(String key) {
    JsonNode value = value(key);
    return value.isMissingNode()
        ? new Section(JsonNodeFactory.instance.objectNode(), at(key), new ArrayList<>())
        : new Section(value, at(key), problems);
  }

  Optional<Section> optionalSection(String key) {
    return has(key) ? Optional.of(section(key)) : Optional.empty();
  }

  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    for (JsonNode entry : elements(key)) {
      sections.add(new Section(entry, at(key) + "[" + sections.size() + "]", problems));
    }
    return sections;
  }

  /** A mapping from free names to lists of numbers. */
  Map<String, List<Float>> floatsByName(String key, Set<String> names, int count) {
    Section inner = section(key);
    Map<String, List<Float>> found = new LinkedHashMap<>();
    for (String name : names) {
      found.put(name, inner.floats(name, count));
    }
    inner.end();
    return found;
  }

  /** Notes every key that nobody asked for. */
  void end() {
    for (String key : (Iterable<String>) node::fieldNames) {
      if (!known.contains(key)) {
        String hint = NearName.of(key, known).map(n -> ", did you mean \"" + n + "\"?").orElse("");
        problem("unknown key \"" + key + "\"" + hint);
      }
    }
  }

  /** How many entries a list has; 0 for anything else. */
  int entries(String key) {
    return node.path(key).isArray() ? node.path(key).size() : 0;
  }

  private List<JsonNode> elements(String key) {
    JsonNode value = value(key);
    List<JsonNode> elements = new ArrayList<>();
    if (value.isArray() && !value.isEmpty()) {
      value.forEach(elements::add);
    } else if (!value.isMissingNode()) {
      problem(key, "must be a list with at least one entry");
    }
    return elements;
  }

  private List<Float> floats(JsonNode value, String key, int count) {
    List<Float> floats = new ArrayList<>();
    if (value.isMissingNode()) {
      return zeros(count);
    }
    for (JsonNode entry : value) {
      if (entry.isNumber() && Float.isFinite(entry.floatValue())) {
        floats.add(entry.floatValue());
      }
    }
    if (!value.isArray() || value.size() != count || floats.size() != count) {
      problem(key, "must be a list of " + count + " numbers");
      return zeros(count);
    }
    return floats;
  }

  private static List<Float> zeros(int count) {
    return new ArrayList<>(Collections.nCopies(count, 0f));
  }

  private JsonNode value(String key) {
    known.add(key);
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      problem("\"" + key + "\" is missing");
      return MissingNode.getInstance();
    }
    return value;
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
