package io.hawkvision.edge;

import io.hawkvision.edge.answer.FamiliesJson;
import io.hawkvision.edge.answer.HttpAnswers;
import io.hawkvision.edge.escalate.Escalator;
import io.hawkvision.edge.frame.FrameId;
import io.hawkvision.edge.frame.FrameIds;
import io.hawkvision.edge.frame.ServingException;
import io.hawkvision.edge.infer.ServedFamily;
import io.hawkvision.edge.observe.EdgeMeters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Which path leads where. Called on event loops. */
final class HttpFront {
  private final FramePipeline pipeline;
  private final Sources sources;
  private final HttpAnswers answers;
  private final Connections connections;
  private final WatchFront watch;
  private final FrameIds ids = new FrameIds();
  private volatile boolean draining;

  /** What the pages beside the frames show. */
  record Sources(
      Vertx vertx, Supplier<Optional<Families>> families, Escalator escalator, EdgeMeters meters) {}

  /** How answers leave. */
  record Ways(HttpAnswers answers, Connections connections) {}

  HttpFront(FramePipeline pipeline, WatchFront watch, Sources sources, Ways ways) {
    this.pipeline = pipeline;
    this.sources = sources;
    this.watch = watch;
    this.answers = ways.answers();
    this.connections = ways.connections();
  }

  void serve(HttpServerRequest request) {
    connections.busy(request.connection());
    request.response().endHandler(written -> written(request));
    String path = request.path();
    if ("/v1/frames".equals(path)) {
      if (request.method().equals(HttpMethod.POST)) {
        pipeline.serve(request);
      } else {
        refuse(request, new ServingException.MethodNotAllowed("POST"));
      }
      return;
    }
    if (path != null && watch.serve(request, path)) {
      return;
    }
    Runnable page = page(request, path == null ? "" : path);
    if (request.method().equals(HttpMethod.GET)) {
      page.run();
    } else {
      refuse(request, new ServingException.MethodNotAllowed("GET"));
    }
  }

  /** From now on a connection ends with the response under way. */
  void drain() {
    draining = true;
  }

  private void written(HttpServerRequest request) {
    if (draining) {
      request.connection().close();
    } else {
      connections.idle(request.connection());
    }
  }

  /** For bytes that the HTTP codec does not accept. */
  void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    String what = cause == null ? "unreadable" : cause.getClass().getSimpleName();
    refuse(
        request, new ServingException.MalformedRequest("This is no HTTP request: " + what + "."));
  }

  private Runnable page(HttpServerRequest request, String path) {
    return switch (path) {
      case "/v1/families" -> () -> families(request);
      case "/livez" -> () -> answers.json(request, true, new JsonObject().put("live", true));
      case "/readyz" -> () -> ready(request);
      case "/metrics" -> () -> metrics(request);
      default -> () -> refuse(request, new ServingException.NotFound(printable(path)));
    };
  }

  private void families(HttpServerRequest request) {
    Optional<Families> families = sources.families().get();
    if (families.isEmpty()) {
      refuse(request, new ServingException.ModelWarming());
    } else {
      answers.json(request, true, FamiliesJson.of(families.get().all()));
    }
  }

  private void ready(HttpServerRequest request) {
    Optional<Families> families = sources.families().get();
    JsonArray names = new JsonArray();
    JsonArray engines = new JsonArray();
    for (ServedFamily served : families.map(Families::all).orElse(List.of())) {
      names.add(
          new JsonObject()
              .put("name", served.family().name())
              .put("version", served.family().version()));
      if (!engines.contains(served.engine().name())) {
        engines.add(served.engine().name());
      }
    }
    Escalator.LinkStatus link = sources.escalator().status();
    JsonObject dc =
        new JsonObject()
            .put("state", link.state())
            .put("endpoint", link.endpoint())
            .put("routes", new JsonArray(link.routes()));
    answers.json(
        request,
        families.isPresent(),
        new JsonObject()
            .put("ready", families.isPresent())
            .put("engine", engines.isEmpty() ? "" : engines.getString(0))
            .put("families", names)
            .put("dc", dc));
  }

  private void metrics(HttpServerRequest request) {
    sources
        .vertx()
        .executeBlocking(() -> sources.meters().scrape(), false)
        .onSuccess(scrape -> answers.metrics(request, scrape))
        .onFailure(failure -> refuse(request, new ServingException.Internal(failure)));
  }

  private void refuse(HttpServerRequest request, ServingException refusal) {
    FrameId id = ids.next();
    answers.problem(request, id, refusal);
  }

  private static String printable(String path) {
    String plain = path.replaceAll("[^!-~]", "?");
    return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
  }
}
