package io.hawkvision.loadgen.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.loadgen.tune.Cascade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Thresholds already tuned in a run, kept in its folder: a resumed run goes on with the same. */
final class TuneBook {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  TuneBook(Path runFolder) {
    this.file = runFolder.resolve("tuning.json");
  }

  private static String key(String family, double accuracy) {
    return family + " " + accuracy;
  }

  Optional<Tuned> find(String family, double accuracy) throws IOException {
    JsonNode node = root().path(key(family, accuracy));
    if (!node.isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        new Tuned(
            node.path("ours_accuracy").asDouble(),
            node.path("jpeg_quality").asInt(),
            found(node.path("naive")),
            found(node.path("oracle")),
            node.path("frames").asInt()));
  }

  void keep(String family, double accuracy, Tuned tuned) throws IOException {
    ObjectNode root = root();
    ObjectNode node = root.putObject(key(family, accuracy));
    node.put("ours_accuracy", tuned.oursAccuracy());
    node.put("frames", tuned.frames());
    node.put("jpeg_quality", tuned.jpegQuality());
    put(node.putObject("naive"), tuned.naive());
    put(node.putObject("oracle"), tuned.oracle());
    Path part = file.resolveSibling("tuning.part");
    Files.writeString(part, root.toPrettyString());
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private ObjectNode root() throws IOException {
    if (!Files.isRegularFile(file)) {
      return JSON.createObjectNode();
    }
    try {
      if (JSON.readTree(Files.readString(file)) instanceof ObjectNode root) {
        return root;
      }
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
    }
    throw new IOException(file + " is damaged");
  }

  private static Cascade.Found found(JsonNode node) {
    JsonNode threshold = node.path("threshold");
    return new Cascade.Found(
        threshold.isNull() ? Double.POSITIVE_INFINITY : threshold.asDouble(),
        node.path("accuracy").asDouble(),
        node.path("escalated").asDouble(),
        node.path("reached").asBoolean());
  }

  private static void put(ObjectNode node, Cascade.Found found) {
    if (Double.isFinite(found.threshold())) {
      node.put("threshold", found.threshold());
    } else {
      node.putNull("threshold");
    }
    node.put("accuracy", found.accuracy());
    node.put("escalated", found.escalated());
    node.put("reached", found.isReached());
  }
}
