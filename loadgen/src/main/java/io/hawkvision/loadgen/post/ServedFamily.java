package io.hawkvision.loadgen.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A family as {@code GET /v1/families} describes it: the labels, and how accurate the node
 * estimates its edge variant and its best variant to be.
 */
public record ServedFamily(
    String name, List<String> labels, OptionalDouble edgeAccuracy, OptionalDouble bestAccuracy) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public ServedFamily {
    labels = List.copyOf(labels);
  }

  /** The one asked for; or, if none was, the only one. */
  public static ServedFamily choose(Buffer body, Optional<String> wanted) throws IOException {
    List<ServedFamily> families = read(body);
    List<String> names = families.stream().map(ServedFamily::name).toList();
    if (wanted.isPresent()) {
      return families.stream()
          .filter(family -> family.name().equals(wanted.get()))
          .findFirst()
          .orElseThrow(
              () -> new IOException("the node does not serve " + wanted.get() + ", but " + names));
    }
    if (families.size() != 1) {
      throw new IOException("the node serves " + names + "; choose one with --family");
    }
    return families.get(0);
  }

  static List<ServedFamily> read(Buffer body) throws IOException {
    List<ServedFamily> families = new ArrayList<>();
    for (JsonNode family : JSON.readTree(body.getBytes()).path("families")) {
      families.add(one(family));
    }
    return families;
  }

  private static ServedFamily one(JsonNode family) {
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
