package io.hawkvision.loadgen.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What {@code GET /v1/families/FAMILY/watch} says of each target the node serves. */
public record WatchPage(List<Target> targets) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The node keeps targets on a grid of a tenth of a point: an asked one lies nearer than this. */
  private static final double GRID = 0.001;

  private static final double ROUNDING = 1e-9;

  /**
   * One watched target. Frames count all that the node served under it since it first did.
   *
   * @param alarmedAtFrame when recalibration was called for; empty if it was not
   * @param safeAtFrame when thresholds had moved to the safe side; empty if they had not
   */
  public record Target(
      String kind,
      double value,
      String state,
      long frames,
      long audits,
      OptionalLong alarmedAtFrame,
      OptionalLong safeAtFrame) {}

  public WatchPage {
    targets = List.copyOf(targets);
  }

  public static String uri(String family) {
    return "/v1/families/"
        + URLEncoder.encode(family, StandardCharsets.UTF_8).replace("+", "%20")
        + "/watch";
  }

  public static WatchPage read(Buffer body) throws IOException {
    JsonNode listed = JSON.readTree(body.getBytes()).path("targets");
    if (!listed.isArray()) {
      throw new IOException("the watch page has no targets");
    }
    List<Target> targets = new ArrayList<>();
    for (JsonNode target : listed) {
      targets.add(target(target));
    }
    return new WatchPage(targets);
  }

  private static Target target(JsonNode node) throws IOException {
    if (!node.path("target").isNumber() || !node.path("frames").isIntegralNumber()) {
      throw new IOException("the watch page has a target without its value or frames");
    }
    return new Target(
        node.path("kind").asText(),
        node.path("target").doubleValue(),
        node.path("state").asText(),
        node.path("frames").longValue(),
        node.path("audits").longValue(),
        count(node.path("alarmed_at_frame")),
        count(node.path("safe_at_frame")));
  }

  private static OptionalLong count(JsonNode node) {
    return node.isIntegralNumber() ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
  }

  /** The watched target nearest to an asked one, of its kind and the same on the node's grid. */
  public Optional<Target> of(AskedTarget asked) {
    return targets.stream()
        .filter(target -> target.kind().equals(asked.kind().word()))
        .filter(target -> Math.abs(target.value() - asked.value()) < GRID - ROUNDING)
        .min(Comparator.comparingDouble(target -> Math.abs(target.value() - asked.value())));
  }
}
