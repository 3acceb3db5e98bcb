package io.hawkvision.loadgen.measure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The results as one line of JSON. A number that does not exist or is infinite is null. Pure. */
public final class ReportJson {
  private ReportJson() {}

  public static String line(List<TargetResult> results) {
    return root(results).toString();
  }

  /** The same before it is written, one object per target in their order. */
  public static ObjectNode root(List<TargetResult> results) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("errors", results.stream().mapToLong(result -> result.counts().errors()).sum());
    ArrayNode targets = root.putArray("targets");
    for (TargetResult result : results) {
      target(targets.addObject(), result);
    }
    return root;
  }

  private static void target(ObjectNode node, TargetResult result) {
    TargetResult.Counts counts = result.counts();
    put(node, "target", result.target().value(), 6);
    node.put("kind", result.target().kind().word());
    put(node, "realised", result.realised(), 6);
    put(node, "standard_error", result.standardError(), 6);
    node.put("frames", counts.frames());
    put(node, "escalated", result.escalated(), 6);
    put(node, "degraded", result.degraded(), 6);
    put(node, "p50_ms", result.latencies().p50Millis(), 3);
    put(node, "p90_ms", result.latencies().p90Millis(), 3);
    put(node, "p99_ms", result.latencies().p99Millis(), 3);
    put(node, "p999_ms", result.latencies().p999Millis(), 3);
    node.put("uplink_bytes", counts.uplinkBytes());
    node.put("posted_bytes", counts.postedBytes());
    node.put("errors", counts.errors());
    put(node, "rate", result.pace().framesPerSecond(), 3);
    put(node, "generator_lateness_p99_ms", result.pace().latenessP99Millis(), 3);
    counts(node.putObject("error_causes"), counts.errorCauses());
    counts(node.putObject("degraded_reasons"), counts.degradedReasons());
  }

  private static void counts(ObjectNode node, Map<String, Long> counts) {
    new TreeMap<>(counts).forEach((name, count) -> node.put(name, count));
  }

  public static void put(ObjectNode node, String name, double value, int digits) {
    if (Double.isFinite(value)) {
      node.put(
          name, BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).doubleValue());
    } else {
      node.putNull(name);
    }
  }
}
