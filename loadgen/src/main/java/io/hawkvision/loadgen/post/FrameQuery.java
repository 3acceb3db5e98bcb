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
