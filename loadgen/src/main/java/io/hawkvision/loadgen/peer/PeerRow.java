package io.hawkvision.loadgen.peer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.loadgen.measure.ReportJson;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one system did over all rounds. A value.
 *
 * @param throughputFps answers per second of the closed loop, the median over the rounds
 * @param p50Millis from the intended send time, over all frames of the open loops; infinite where
 *     frames without an answer reach that far
 * @param p99Millis the same
 * @param accuracy share of right labels among all frames of the open loops
 * @param clientPreprocessed whether the client decoded the pictures, before the clock ran
 * @param errorCauses of frames without an answer in either loop, counted
 */
public record PeerRow(
    String system,
    double throughputFps,
    double p50Millis,
    double p99Millis,
    double accuracy,
    boolean clientPreprocessed,
    Map<String, Long> errorCauses) {
  public PeerRow {
    requireNonNull(system, "system");
    errorCauses = Map.copyOf(errorCauses);
  }

  public long errors() {
    return errorCauses.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The same figures under another name. */
  PeerRow named(String name) {
    return new PeerRow(
        name, throughputFps, p50Millis, p99Millis, accuracy, clientPreprocessed, errorCauses);
  }

  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("system", system);
    ReportJson.put(node, "throughput_fps", throughputFps, 2);
    ReportJson.put(node, "p50_ms", p50Millis, 3);
    ReportJson.put(node, "p99_ms", p99Millis, 3);
    ReportJson.put(node, "accuracy", accuracy, 4);
    node.put("errors", errors());
    node.put("client_preprocessed", clientPreprocessed);
    ObjectNode causes = node.putObject("error_causes");
    new TreeMap<>(errorCauses).forEach((cause, count) -> causes.put(cause, count));
    return node;
  }

  /** From what {@link #json} wrote: a latency that is not there is infinite. */
  static PeerRow parse(JsonNode node) {
    Map<String, Long> causes = new TreeMap<>();
    node.path("error_causes")
        .properties()
        .forEach(e -> causes.put(e.getKey(), e.getValue().asLong()));
    return new PeerRow(
        node.path("system").asText(),
        node.path("throughput_fps").asDouble(Double.NaN),
        node.path("p50_ms").asDouble(Double.POSITIVE_INFINITY),
        node.path("p99_ms").asDouble(Double.POSITIVE_INFINITY),
        node.path("accuracy").asDouble(Double.NaN),
        node.path("client_preprocessed").asBoolean(),
        causes);
  }
}
