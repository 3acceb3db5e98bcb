package io.hawkvision.loadgen.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.source.InvalidInputException;
import io.hawkvision.loadgen.source.PhotoLabels;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What {@code GET /v1/families} lists, and which of it frames go to. */
public record ServedFamilies(List<ServedFamily> families) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public ServedFamilies {
    families = List.copyOf(families);
  }

  public static ServedFamilies read(Buffer body) throws IOException {
    List<ServedFamily> families = new ArrayList<>();
    for (JsonNode family : JSON.readTree(body.getBytes()).path("families")) {
      families.add(ServedFamily.read(family));
    }
    if (families.isEmpty()) {
      throw new IOException("the node serves no family");
    }
    return new ServedFamilies(families);
  }

  public ServedFamily named(String wanted) throws IOException {
    return families.stream()
        .filter(family -> family.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () -> new IOException("the node does not serve " + wanted + ", but " + names()));
  }

  /** The only one; of several, the one of that name. */
  public ServedFamily onlyOr(String usual) throws IOException {
    return families.size() == 1 ? families.get(0) : named(usual);
  }

  /** The only one; of several, the only one that knows every label. */
  public ServedFamily knowing(PhotoLabels labels) throws InvalidInputException {
    if (families.size() == 1) {
      return families.get(0);
    }
    List<ServedFamily> fitting =
        families.stream().filter(family -> labels.unknownTo(family.labels()).isEmpty()).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new InvalidInputException(
        fitting.isEmpty()
            ? noneFits(labels)
            : "the labels fit several families; choose one with --family: " + names(fitting));
  }

  private String noneFits(PhotoLabels labels) {
    ServedFamily nearest =
        families.stream()
            .min(Comparator.comparingInt(family -> labels.unknownTo(family.labels()).size()))
            .orElseThrow();
    return String.format(
        "no family knows all labels; the nearest, %s, does not know: %s. Choose one with --family"
            + " (and name the labels its way, or use --label-map of hawk send): %s",
        nearest.name(), String.join(", ", labels.unknownTo(nearest.labels())), names());
  }

  private String names() {
    return names(families);
  }

  private static String names(List<ServedFamily> families) {
    return families.stream().map(ServedFamily::name).toList().toString();
  }
}
