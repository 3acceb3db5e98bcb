package io.hawkvision.edge.answer;

import io.hawkvision.edge.answer.Problem.Kind;
import io.hawkvision.edge.frame.ServingException;
import io.hawkvision.edge.frame.ServingException.DeadlineExceeded;
import io.hawkvision.edge.frame.ServingException.EngineUnavailable;
import io.hawkvision.edge.frame.ServingException.FrameTooLarge;
import io.hawkvision.edge.frame.ServingException.InvalidParameter;
import io.hawkvision.edge.frame.ServingException.MalformedFrame;
import io.hawkvision.edge.frame.ServingException.MalformedRequest;
import io.hawkvision.edge.frame.ServingException.MethodNotAllowed;
import io.hawkvision.edge.frame.ServingException.ModelWarming;
import io.hawkvision.edge.frame.ServingException.NotFound;
import io.hawkvision.edge.frame.ServingException.Overloaded;
import io.hawkvision.edge.frame.ServingException.TargetUnattainable;
import io.hawkvision.edge.frame.ServingException.UnknownFamily;
import io.hawkvision.edge.frame.ServingException.UnsupportedMedia;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The one place where a refusal becomes a problem document. Pure. */
final class ProblemMapper {
  private static final Map<String, String> RETRY_SOON = Map.of("Retry-After", "1");

  private ProblemMapper() {}

  static Problem map(ServingException refusal) {
    String detail = refusal.getMessage() == null ? "" : refusal.getMessage();
    if (refusal instanceof MalformedFrame) {
      return new Problem(new Kind("malformed-frame", "Malformed frame", 400, false), detail);
    } else if (refusal instanceof UnsupportedMedia) {
      return new Problem(new Kind("unsupported-media", "Unsupported media", 415, false), detail);
    } else if (refusal instanceof FrameTooLarge) {
      return new Problem(new Kind("frame-too-large", "Frame too large", 413, false), detail);
    } else if (refusal instanceof InvalidParameter invalid) {
      return invalid(invalid, detail);
    } else if (refusal instanceof UnknownFamily) {
      return new Problem(new Kind("unknown-family", "Unknown family", 404, false), detail);
    } else if (refusal instanceof TargetUnattainable unattainable) {
      return unattainable(unattainable, detail);
    } else if (refusal instanceof Overloaded) {
      return unavailable("overloaded", "Overloaded", detail);
    } else if (refusal instanceof ModelWarming) {
      return unavailable("model-warming", "Networks are loading", detail);
    } else if (refusal instanceof EngineUnavailable) {
      return unavailable("engine-unavailable", "No working engine", detail);
    } else if (refusal instanceof DeadlineExceeded exceeded) {
      return new Problem(
          new Kind("deadline-exceeded", "Deadline exceeded", 504, true),
          detail,
          Map.of("stage", exceeded.stage().label()),
          Map.of());
    } else if (refusal instanceof NotFound) {
      return new Problem(new Kind("not-found", "Not found", 404, false), detail);
    } else if (refusal instanceof MethodNotAllowed refused) {
      return new Problem(
          new Kind("method-not-allowed", "Method not allowed", 405, false),
          detail,
          Map.of(),
          Map.of("Allow", refused.allowed()));
    } else if (refusal instanceof MalformedRequest) {
      return new Problem(new Kind("malformed-request", "Malformed request", 400, false), detail);
    }
    return new Problem(new Kind("internal", "Internal error", 500, false), detail);
  }

  private static Problem invalid(InvalidParameter invalid, String detail) {
    JsonArray errors = new JsonArray();
    invalid
        .errors()
        .forEach(
            error ->
                errors.add(
                    new JsonObject()
                        .put("parameter", error.parameter())
                        .put("detail", error.detail())));
    return new Problem(
        new Kind("invalid-parameter", "Invalid parameter", 422, false),
        detail,
        Map.of("errors", errors),
        Map.of());
  }

  private static Problem unattainable(TargetUnattainable unattainable, String detail) {
    return new Problem(
        new Kind("target-unattainable", "Target unattainable", 422, false),
        detail,
        Map.of(
            "max_certified",
            unattainable.maxCertified(),
            "best_effort_hint",
            "Add best_effort=true to be served by the most accurate policy."),
        Map.of());
  }

  private static Problem unavailable(String slug, String title, String detail) {
    return new Problem(new Kind(slug, title, 503, true), detail, Map.of(), RETRY_SOON);
  }
}
