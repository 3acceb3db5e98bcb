package io.hawkvision.dc.observe;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** The plain HTTP port for probes and scrapes: {@code /livez /readyz /metrics}. Event loop. */
public final class StatusPort implements Handler<HttpServerRequest> {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Vertx vertx;
  private final Readiness readiness;
  private final DcMeters meters;

  public StatusPort(Vertx vertx, Readiness readiness, DcMeters meters) {
    this.vertx = requireNonNull(vertx, "vertx");
    this.readiness = requireNonNull(readiness, "readiness");
    this.meters = requireNonNull(meters, "meters");
  }

  @Override
  public void handle(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    switch (request.path() == null ? "" : request.path()) {
      case "/livez" -> onGet(request, () -> json(response, 200, live()));
      case "/readyz" ->
          onGet(request, () -> json(response, readiness.isReady() ? 200 : 503, readiness.toJson()));
      case "/metrics" -> onGet(request, () -> scrape(response));
      default -> problem(response, 404, "not-found", "Not found");
    }
  }

  private static void onGet(HttpServerRequest request, Runnable answer) {
    if (HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method())) {
      answer.run();
    } else {
      request.response().putHeader("Allow", "GET, HEAD");
      problem(request.response(), 405, "method-not-allowed", "Method not allowed");
    }
  }

  private void scrape(HttpServerResponse response) {
    vertx
        .executeBlocking(meters::scrape, false)
        .onSuccess(text -> response.putHeader("Content-Type", PROMETHEUS_TEXT).end(text))
        .onFailure(failure -> problem(response, 500, "internal", "Internal error"));
  }

  private static JsonObject live() {
    return new JsonObject().put("live", true).put("version", BuildVersion.current());
  }

  private static void json(HttpServerResponse response, int status, JsonObject body) {
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(body.encode() + "\n");
  }

  private static void problem(HttpServerResponse response, int status, String slug, String title) {
    JsonObject problem =
        new JsonObject()
            .put("type", "/problems/" + slug)
            .put("title", title)
            .put("status", status)
            .put("retryable", false);
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .end(problem.encode() + "\n");
  }
}
