package io.hawkvision.loadgen.infaas;

import io.vertx.core.json.JsonObject;

/** Why a request gets a problem document instead of an answer. Expected: carries no stack. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** As the edge names and numbers them. */
  enum Kind {
    MALFORMED_FRAME("malformed-frame", "Malformed frame", 400),
    UNSUPPORTED_MEDIA("unsupported-media", "Unsupported media", 415),
    FRAME_TOO_LARGE("frame-too-large", "Frame too large", 413),
    INVALID_PARAMETER("invalid-parameter", "Invalid parameter", 422),
    UNKNOWN_FAMILY("unknown-family", "Unknown family", 404),
    NOT_FOUND("not-found", "Not found", 404),
    METHOD_NOT_ALLOWED("method-not-allowed", "Method not allowed", 405),
    OVERLOADED("overloaded", "Overloaded", 503),
    ENGINE_UNAVAILABLE("engine-unavailable", "No variant can be loaded", 503),
    DEADLINE_EXCEEDED("deadline-exceeded", "Deadline exceeded", 504),
    INTERNAL("internal", "Internal error", 500);

    private final String slug;
    private final String title;
    private final int status;

    Kind(String slug, String title, int status) {
      this.slug = slug;
      this.title = title;
      this.status = status;
    }

    String slug() {
      return slug;
    }
  }

  Refusal(Kind kind, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  int status() {
    return kind.status;
  }

  JsonObject document(String frameId) {
    return new JsonObject()
        .put("type", "/problems/" + kind.slug)
        .put("title", kind.title)
        .put("status", kind.status)
        .put("detail", getMessage())
        .put("instance", "/frames/" + frameId)
        .put("retryable", kind.status == 503 || kind.status == 504);
  }
}
