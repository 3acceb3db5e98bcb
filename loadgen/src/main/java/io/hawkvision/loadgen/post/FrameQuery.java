package io.hawkvision.loadgen.post;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/** The part of the request line that is the same for every frame of a run. */
public record FrameQuery(Optional<String> family, OptionalInt deadlineMillis, boolean bestEffort) {
  FrameQuery withFamily(String name) {
    return new FrameQuery(Optional.of(name), deadlineMillis, bestEffort);
  }

  /** Path and query of one frame; what it does not say itself is as for the whole run. */
  String uri(Ask ask) {
    OptionalInt deadline = ask.deadlineMillis().isPresent() ? ask.deadlineMillis() : deadlineMillis;
    return new FrameQuery(ask.family().or(() -> family), deadline, bestEffort).uri(ask.target());
  }

  /** Path and query for one target. */
  public String uri(AskedTarget target) {
    StringBuilder uri = new StringBuilder("/v1/frames?").append(target.queryParameter());
    family.ifPresent(
        name -> uri.append("&family=").append(URLEncoder.encode(name, StandardCharsets.UTF_8)));
    deadlineMillis.ifPresent(millis -> uri.append("&deadline_ms=").append(millis));
    if (bestEffort) {
      uri.append("&best_effort=true");
    }
    return uri.toString();
  }
}
