package io.hawkvision.loadgen.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads the JSON of DESIGN.md section 3 as any client would; any thread. */
final class AnswerReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AnswerReader() {}

  static Answer answer(Buffer body) throws IOException {
    JsonNode root = JSON.readTree(body.getBytes());
    JsonNode label = root.path("predictions").path(0).path("label");
    JsonNode answeredBy = root.path("answered_by");
    if (!label.isTextual() || !answeredBy.isTextual()) {
      throw new IOException("the answer has no prediction, or does not say who gave it");
    }
    JsonNode reason = root.path("reason");
    return new Answer(
        label.textValue(),
        answeredBy.textValue().equals("dc"),
        root.path("degraded").asBoolean(false),
        reason.isTextual() ? Optional.of(reason.textValue()) : Optional.empty(),
        root.path("escalation").path("uplink_bytes").asLong(0),
        guarantee(root.path("accuracy")),
        timing(root.path("timing_ms")),
        energy(root.path("energy_millijoules")));
  }

  private static Map<String, Double> timing(JsonNode stages) {
    Map<String, Double> millis = new HashMap<>();
    for (Map.Entry<String, JsonNode> stage : stages.properties()) {
      amount(stage.getValue()).ifPresent(value -> millis.put(stage.getKey(), value));
    }
    return millis;
  }

  /** A figure without a source is worth nothing, and is not read. */
  private static Optional<Answer.Energy> energy(JsonNode node) {
    OptionalDouble edge = amount(node.path("edge"));
    OptionalDouble dc = amount(node.path("dc"));
    String source = node.path("source").asText("");
    if (source.isEmpty() || (edge.isEmpty() && dc.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(new Answer.Energy(edge, dc, source, node.path("dc_source").asText(source)));
  }

  private static OptionalDouble amount(JsonNode node) {
    return node.isNumber() && Double.isFinite(node.doubleValue()) && node.doubleValue() >= 0
        ? OptionalDouble.of(node.doubleValue())
        : OptionalDouble.empty();
  }

  private static Optional<Answer.Guarantee> guarantee(JsonNode accuracy) {
    JsonNode word = accuracy.path("guarantee");
    JsonNode missing = accuracy.path("missing_frames");
    return word.isTextual()
        ? Optional.of(
            new Answer.Guarantee(
                word.textValue(),
                missing.isIntegralNumber()
                    ? OptionalLong.of(missing.longValue())
                    : OptionalLong.empty()))
        : Optional.empty();
  }

  /** Status and the last part of the problem's type, such as {@code HTTP 503 overloaded}. */
  static String problem(int status, Buffer body) {
    try {
      String type = JSON.readTree(body.getBytes()).path("type").asText("");
      return ("HTTP " + status + " " + type.substring(type.lastIndexOf('/') + 1)).strip();
    } catch (IOException e) {
      return "HTTP " + status; // a proxy's page, or nothing: the status says enough
    }
  }
}
