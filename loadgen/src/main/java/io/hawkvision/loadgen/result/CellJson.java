package io.hawkvision.loadgen.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything of a cell but its frames, which are named by their digest. Pure. */
final class CellJson {
  private CellJson() {}

  static ObjectNode node(CellResult cell, String framesDigest) {
    ObjectNode node = SealedJson.MAPPER.createObjectNode();
    node.set("key", SealedJson.MAPPER.valueToTree(cell.key()));
    cell.accuracyTarget().ifPresent(target -> node.put("accuracy_target", target));
    node.put("seconds", cell.seconds());
    node.put("frames", cell.frames().size());
    node.put("frames_sha256", framesDigest);
    node.set("wire", SealedJson.MAPPER.valueToTree(cell.wire()));
    node.set("energy", SealedJson.MAPPER.valueToTree(cell.energy()));
    node.set("stages", SealedJson.MAPPER.valueToTree(new TreeMap<>(cell.stages())));
    node.set("generator", SealedJson.MAPPER.valueToTree(cell.generator()));
    node.set("error_causes", SealedJson.MAPPER.valueToTree(new TreeMap<>(cell.errorCauses())));
    node.set(
        "degraded_reasons", SealedJson.MAPPER.valueToTree(new TreeMap<>(cell.degradedReasons())));
    return node;
  }

  static CellKey key(JsonNode node) throws IOException {
    return SealedJson.value(node.path("key"), CellKey.class);
  }

  static String framesDigest(JsonNode node) {
    return node.path("frames_sha256").asText();
  }

  static CellResult cell(JsonNode node, List<CellFrame> frames) throws IOException {
    if (frames.size() != node.path("frames").asInt(-1)) {
      throw new IOException("not as many frames as it says");
    }
    return new CellResult(
        key(node),
        node.has("accuracy_target")
            ? Optional.of(number(node.path("accuracy_target")))
            : Optional.empty(),
        number(node.path("seconds")),
        frames,
        SealedJson.value(node.path("wire"), CellResult.Wire.class),
        SealedJson.value(node.path("energy"), CellResult.Energy.class),
        stages(node.path("stages")),
        SealedJson.value(node.path("generator"), CellResult.Generator.class),
        counts(node.path("error_causes")),
        counts(node.path("degraded_reasons")));
  }

  /** A number that is not finite is written as a word. */
  private static double number(JsonNode node) throws IOException {
    return SealedJson.value(node, Double.class);
  }

  private static Map<String, Double> stages(JsonNode node) throws IOException {
    Map<String, Double> stages = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> stage : node.properties()) {
      stages.put(stage.getKey(), number(stage.getValue()));
    }
    return stages;
  }

  private static Map<String, Long> counts(JsonNode node) throws IOException {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> count : node.properties()) {
      counts.put(count.getKey(), SealedJson.value(count.getValue(), Long.class));
    }
    return counts;
  }
}
