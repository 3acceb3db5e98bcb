package io.hawkvision.loadgen.infaas;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.policy.Target;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Answers and pages in the edge's public format. Pure. */
final class InfaasJson {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double MICROS_PER_MILLI = 1e3;
  private static final double CONFIDENCE_STEPS = 1e5;
  private static final double SHARE_STEPS = 1e4;

  private InfaasJson() {}

  /** An answer, with all that took time. */
  static JsonObject answer(
      String id, Target target, Network network, JobEnd.Answered end, long totalNanos) {
    Family family = network.family();
    int best = Scores.argmax(end.probabilities());
    JsonObject json =
        new JsonObject()
            .put("id", id)
            .put("family", family.name())
            .put("version", family.version())
            .put(
                "predictions",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("label", family.labels().get(best))
                            .put("confidence", confidence(end.probabilities()[best]))))
            .put("answered_by", "edge")
            .put("variant", end.key().variant())
            .put("engine", "onnx")
            .put("degraded", end.shortfall().isPresent());
    end.shortfall().ifPresent(why -> json.put("reason", why.word()));
    JsonObject accuracy =
        new JsonObject()
            .put("target", target.value())
            .put("kind", target.kind())
            .put("estimate", share(network.profile().worth().accuracy()))
            .put("guarantee", "best_effort");
    return json.put("accuracy", accuracy).put("timing_ms", timing(end.times(), totalNanos));
  }

  private static JsonObject timing(JobEnd.Times times, long totalNanos) {
    return new JsonObject()
        .put("queue", millis(times.queueNanos()))
        .put("decode", millis(times.decodeNanos()))
        .put("infer", millis(times.inferNanos()))
        .put("load", millis(times.loadNanos()))
        .put("total", millis(totalNanos));
  }

  static JsonObject families(Catalogue catalogue) {
    JsonArray families = new JsonArray();
    for (Family family : catalogue.families()) {
      JsonArray variants = new JsonArray();
      catalogue.networks().stream()
          .filter(network -> network.family().name().equals(family.name()))
          .forEach(network -> variants.add(variant(network)));
      families.add(
          new JsonObject()
              .put("name", family.name())
              .put("version", family.version())
              .put("description", family.description())
              .put("licence", family.licence())
              .put("labels", new JsonArray(family.labels()))
              .put("variants", variants));
    }
    return new JsonObject().put("families", families);
  }

  private static JsonObject variant(Network network) {
    return new JsonObject()
        .put("name", network.variant().name())
        .put("tier", network.variant().tier().name().toLowerCase(Locale.ROOT))
        .put("parameters", network.variant().parameters())
        .put("macs", network.variant().macs())
        .put("sha256", network.variant().sha256())
        .put("estimated_accuracy", share(network.profile().worth().accuracy()))
        .put("memory_bytes", network.profile().bytes())
        .put("profiled_ms", millis(network.profile().nanos()));
  }

  private static double millis(long nanos) {
    return Math.round(nanos / NANOS_PER_MICRO) / MICROS_PER_MILLI;
  }

  private static double share(double share) {
    return Math.round(share * SHARE_STEPS) / SHARE_STEPS;
  }

  private static double confidence(float probability) {
    return Math.round(probability * CONFIDENCE_STEPS) / CONFIDENCE_STEPS;
  }
}
