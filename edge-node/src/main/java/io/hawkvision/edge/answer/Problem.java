package io.hawkvision.edge.answer;

import static java.util.Objects.requireNonNull;

import io.hawkvision.edge.frame.FrameId;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * An RFC 9457 problem document before it is bound to a request.
 *
 * @param extensions members beyond the standard ones and {@code retryable}
 * @param headers response headers that belong to it
 */
record Problem(
    Kind kind, String detail, Map<String, Object> extensions, Map<String, String> headers) {
  Problem {
    requireNonNull(kind, "kind");
    requireNonNull(detail, "detail");
    extensions = Map.copyOf(extensions);
    headers = Map.copyOf(headers);
  }

  /** What does not depend on the occurrence. The slug is the stable part of the type URI. */
  record Kind(String slug, String title, int status, boolean retryable) {}

  Problem(Kind kind, String detail) {
    this(kind, detail, Map.of(), Map.of());
  }

  JsonObject toJson(FrameId id) {
    JsonObject document =
        new JsonObject()
            .put("type", "/problems/" + kind.slug())
            .put("title", kind.title())
            .put("status", kind.status())
            .put("detail", detail)
            .put("instance", "/frames/" + id)
            .put("retryable", kind.retryable());
    extensions.forEach(document::put);
    return document;
  }
}
