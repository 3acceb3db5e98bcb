package io.hawkvision.loadgen.post;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A family as {@code GET /v1/families} describes it: the labels, and how accurate the node
 * estimates its edge variant and its best variant to be.
 */
public record ServedFamily(
    String name, List<String> labels, OptionalDouble edgeAccuracy, OptionalDouble bestAccuracy) {
  public ServedFamily {
    labels = List.copyOf(labels);
  }

  static ServedFamily read(JsonNode family) {
    List<String> labels = new ArrayList<>();
    family.path("labels").forEach(label -> labels.add(label.asText()));
    OptionalDouble edge = OptionalDouble.empty();
    OptionalDouble best = OptionalDouble.empty();
    for (JsonNode variant : family.path("variants")) {
      JsonNode accuracy = variant.path("estimated_accuracy");
      if (accuracy.isNumber() && variant.path("tier").asText().equals("edge")) {
        edge = OptionalDouble.of(accuracy.doubleValue());
      } else if (accuracy.isNumber()) {
        best = OptionalDouble.of(Math.max(best.orElse(0), accuracy.doubleValue()));
      }
    }
    return new ServedFamily(family.path("name").asText(), labels, edge, best);
  }
}
