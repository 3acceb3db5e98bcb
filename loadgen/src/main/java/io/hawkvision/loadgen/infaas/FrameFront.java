package io.hawkvision.loadgen.infaas;

import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP in the edge's public format. Called on the node's one event loop, to which ends of jobs come
 * back from the workers.
 */
final class FrameFront {
  private static final Logger LOG = LoggerFactory.getLogger(FrameFront.class);

  private final Context loop;
  private final Dispatcher dispatcher;
  private final Catalogue catalogue;
  private final PostedBody bodies = new PostedBody();
  private long lastId;
  private volatile boolean draining;

  FrameFront(Vertx vertx, Dispatcher dispatcher, Catalogue catalogue) {
    this.loop = vertx.getOrCreateContext();
    this.dispatcher = dispatcher;
    this.catalogue = catalogue;
  }

  /** From now on a connection ends with the response under way. Any thread. */
  void drain() {
    draining = true;
  }

  void serve(HttpServerRequest request) {
    String path = request.path() == null ? "" : request.path();
    boolean isFrame = path.equals("/v1/frames");
    if (!request.method().equals(isFrame ? HttpMethod.POST : HttpMethod.GET)) {
      refuse(request, new Refusal(Refusal.Kind.METHOD_NOT_ALLOWED, "Not with this method."));
      return;
    }
    switch (path) {
      case "/v1/frames" -> frame(request);
      case "/v1/families" -> json(request, InfaasJson.families(catalogue));
      case "/livez" -> json(request, new JsonObject().put("live", true));
      case "/readyz" -> json(request, new JsonObject().put("ready", true).put("engine", "onnx"));
      case "/metrics" -> metrics(request);
      default -> refuse(request, new Refusal(Refusal.Kind.NOT_FOUND, "There is nothing here."));
    }
  }

  private void frame(HttpServerRequest request) {
    long bornNanos = NanoClock.SYSTEM.nanos();
    try {
      AskedFrame asked = AskedFrame.parse(request.params());
      Family family = catalogue.require(asked.family());
      var span =
          new FrameJob.Span(
              bornNanos, bornNanos + TimeUnit.MILLISECONDS.toNanos(asked.deadlineMillis()));
      bodies
          .read(request)
          .onSuccess(bytes -> submit(request, asked, family, new Arrived(bytes, span)))
          .onFailure(failure -> refuse(request, failure));
    } catch (Refusal refusal) {
      refuse(request, refusal);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // wrapped once, read-only, never compared
  private record Arrived(byte[] bytes, FrameJob.Span span) {}

  private void submit(HttpServerRequest request, AskedFrame asked, Family family, Arrived arrived) {
    int held = arrived.bytes().length;
    try {
      EncodedImage image = Pictures.probe(arrived.bytes());
      Posted posted = new Posted(request, held);
      dispatcher.submit(
          new FrameJob(
              family.name(),
              asked.target(),
              image,
              arrived.span(),
              end -> loop.runOnContext(onLoop -> ended(posted, asked, arrived.span(), end))));
    } catch (RuntimeException failure) { // whatever it is, the bytes must come back
      bodies.giveBack(held);
      refuse(request, failure);
    }
  }

  /** A request whose frame is with the dispatcher. */
  private record Posted(HttpServerRequest request, int heldBytes) {}

  private void ended(Posted posted, AskedFrame asked, FrameJob.Span span, JobEnd end) {
    bodies.giveBack(posted.heldBytes());
    if (end instanceof JobEnd.Refused refused) {
      refuse(posted.request(), refused.refusal());
      return;
    }
    JobEnd.Answered answered = (JobEnd.Answered) end;
    long totalNanos = NanoClock.SYSTEM.nanos() - span.bornNanos();
    Network network = catalogue.network(answered.key());
    json(
        posted.request(),
        InfaasJson.answer(nextId(), asked.target(), network, answered, totalNanos));
  }

  private String nextId() {
    lastId++;
    return Long.toHexString(lastId);
  }

  private void metrics(HttpServerRequest request) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
        .end(InfaasMetrics.page(dispatcher.state(), catalogue));
  }

  private void json(HttpServerRequest request, JsonObject document) {
    HttpServerResponse response = request.response();
    if (!response.closed()) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
      closeWhereDraining(response);
      response.end(document.toBuffer());
    }
  }

  private void refuse(HttpServerRequest request, Throwable failure) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    Refusal refusal = refusal(failure);
    response
        .setStatusCode(refusal.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
    if (request.isEnded()) {
      closeWhereDraining(response);
    } else { // the rest of the body is not worth reading
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    response.end(refusal.document(nextId()).toBuffer());
  }

  private static Refusal refusal(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return refusal;
    }
    LOG.error("request failed", failure);
    return new Refusal(Refusal.Kind.INTERNAL, "The request failed.");
  }

  private void closeWhereDraining(HttpServerResponse response) {
    if (draining) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }
}
