package io.hawkvision.zoo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.policy.EdgeScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The human labels that an edge node's {@code GET /v1/families/FAMILY/labels} gave, saved in a
 * file. Believes nothing: whatever is missing, unknown, out of range or of another manifest is
 * refused with its place.
 *
 * @param sha256 of the file
 */
record LabelDocument(Path file, String sha256, List<HumanLabel> labels) {
  private static final long MAX_BYTES = 64 << 20;
  private static final double ROUNDING = 1e-6;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Set<String> KEYS = Set.of("family", "labels");
  private static final Set<String> LABEL_KEYS =
      Set.of(
          "id",
          "camera",
          "margin",
          "max_probability",
          "entropy",
          "edge",
          "best",
          "label",
          "uniform",
          "audited_at",
          "labelled_at",
          "manifest");

  LabelDocument {
    labels = List.copyOf(labels);
  }

  /** The labels of this file, which must all be of the family as it is sealed now. */
  static LabelDocument read(Path file, Family family) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": larger than " + MAX_BYTES + " bytes");
    }
    byte[] bytes = Files.readAllBytes(file);
    Row whole = Row.of(file.toString(), tree(file, bytes), KEYS);
    if (!whole.text("family").equals(family.name())) {
      throw whole.refused("family", "\"" + whole.text("family") + "\", not " + family.name());
    }
    JsonNode rows = whole.node("labels");
    if (!rows.isArray()) {
      throw whole.refused("labels", "is no array");
    }
    List<HumanLabel> labels = new ArrayList<>();
    for (JsonNode row : rows) {
      String place = file + ": labels[" + labels.size() + "]";
      labels.add(Row.of(place, row, LABEL_KEYS).label(family));
    }
    return new LabelDocument(file, Sha256.of(bytes), labels);
  }

  private static JsonNode tree(Path file, byte[] bytes) throws IOException {
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException wrong) {
      String at = wrong.getLocation() == null ? "" : " in line " + wrong.getLocation().getLineNr();
      throw new IOException(file + ": is not valid JSON" + at + ": " + wrong.getOriginalMessage());
    }
  }

  /** An object of the document, and what to call it. */
  private record Row(String place, JsonNode object) {
    static Row of(String place, JsonNode object, Set<String> keys) throws IOException {
      Row row = new Row(place, object);
      if (!object.isObject()) {
        throw new IOException(place + ": is no JSON object");
      }
      for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!keys.contains(name)) {
          throw row.refused(name, "is unknown");
        }
      }
      return row;
    }

    HumanLabel label(Family family) throws IOException {
      requireManifest(family);
      time("labelled_at");
      if (text("id").isBlank()) {
        throw refused("id", "is blank");
      }
      return new HumanLabel(
          text("id"),
          text("camera"),
          scores(),
          index("edge", family),
          index("best", family),
          index("label", family),
          uniform(),
          time("audited_at"));
    }

    private void requireManifest(Family family) throws IOException {
      if (!text("manifest").equals(family.manifestHash())) {
        throw refused(
            "manifest",
            text("manifest")
                + ": made with another version of the family than the present "
                + family.manifestHash()
                + " (a node gives the labels of one version with ?manifest=HASH)");
      }
    }

    private EdgeScores scores() throws IOException {
      double margin = number("margin");
      double maxProbability = number("max_probability");
      if (margin > maxProbability + ROUNDING) {
        throw refused("margin", "is larger than max_probability");
      }
      try {
        return new EdgeScores(margin, maxProbability, number("entropy"));
      } catch (IllegalArgumentException outside) {
        throw new IOException(place + ": " + outside.getMessage());
      }
    }

    private int index(String key, Family family) throws IOException {
      int index = family.labels().indexOf(text(key));
      if (index < 0) {
        throw refused(key, "\"" + text(key) + "\" is no label of the family");
      }
      return index;
    }

    private boolean uniform() throws IOException {
      JsonNode value = node("uniform");
      if (!value.isBoolean()) {
        throw refused("uniform", "is neither true nor false");
      }
      return value.booleanValue();
    }

    private Instant time(String key) throws IOException {
      try {
        return Instant.parse(text(key));
      } catch (DateTimeException wrong) {
        throw refused(key, "\"" + text(key) + "\" is no UTC time");
      }
    }

    private double number(String key) throws IOException {
      JsonNode value = node(key);
      if (!value.isNumber()) {
        throw refused(key, "is no number");
      }
      return value.doubleValue();
    }

    String text(String key) throws IOException {
      JsonNode value = node(key);
      if (!value.isTextual()) {
        throw refused(key, "is no text");
      }
      return value.textValue();
    }

    JsonNode node(String key) throws IOException {
      JsonNode value = object.get(key);
      if (value == null) {
        throw refused(key, "is missing");
      }
      return value;
    }

    IOException refused(String key, String problem) {
      return new IOException(place + ": " + key + ": " + problem);
    }
  }
}
