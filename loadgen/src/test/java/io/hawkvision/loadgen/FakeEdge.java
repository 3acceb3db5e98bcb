package io.hawkvision.loadgen;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** An edge node as far as a camera can tell: labels by the first letter of the picture's bytes. */
public final class FakeEdge implements AutoCloseable {
  /** Decides what becomes of one posted frame. */
  @FunctionalInterface
  public interface Behaviour {
    void answer(HttpServerRequest request, Buffer picture);
  }

  public static final List<String> LABELS = List.of("ant", "bee", "cat dog");

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final ConcurrentLinkedQueue<String> uris = new ConcurrentLinkedQueue<>();
  private volatile Optional<JsonObject> watch = Optional.empty();

  private FakeEdge(Behaviour behaviour, Map<String, List<String>> families) {
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  if (request.path().equals("/v1/families")) {
                    request.response().end(listed(families).toBuffer());
                    return;
                  }
                  if (request.path().endsWith("/watch")) {
                    watch(request);
                    return;
                  }
                  uris.add(request.uri());
                  request.body().onSuccess(body -> behaviour.answer(request, body));
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
  }

  public static FakeEdge behaving(Behaviour behaviour) {
    return new FakeEdge(behaviour, Map.of("letters", LABELS));
  }

  /** Does so for frames of these families. */
  public static FakeEdge behaving(Behaviour behaviour, Map<String, List<String>> families) {
    return new FakeEdge(behaviour, families);
  }

  /** Right about every picture that begins with the first letter of its label. */
  public static FakeEdge honest() {
    return serving(Map.of("letters", LABELS));
  }

  /** Honest, with these families and their labels. */
  public static FakeEdge serving(Map<String, List<String>> families) {
    return new FakeEdge(
        (request, picture) -> request.response().end(answer(picture).toBuffer()), families);
  }

  /** From now on the node has this watch page; without it, none. */
  public void watch(JsonObject page) {
    watch = Optional.of(page);
  }

  private void watch(HttpServerRequest request) {
    watch.ifPresentOrElse(
        page -> request.response().end(page.toBuffer()),
        () -> request.response().setStatusCode(404).end());
  }

  /** Frames whose second byte is {@code D} come from the datacenter. */
  public static JsonObject answer(Buffer picture) {
    char first = (char) picture.getByte(0);
    String label =
        LABELS.stream().filter(l -> l.charAt(0) == first).findFirst().orElse(LABELS.get(0));
    boolean dc = picture.length() > 1 && picture.getByte(1) == 'D';
    JsonObject answer =
        new JsonObject()
            .put("id", "01J")
            .put("predictions", new JsonArray().add(new JsonObject().put("label", label)))
            .put("answered_by", dc ? "dc" : "edge")
            .put("degraded", false);
    return dc ? answer.put("escalation", new JsonObject().put("uplink_bytes", 700)) : answer;
  }

  private static JsonObject listed(Map<String, List<String>> families) {
    JsonArray variants =
        new JsonArray()
            .add(variant("edge-s", "edge", 0.80))
            .add(variant("dc-m", "dc", 0.93))
            .add(variant("dc-l", "dc", 0.95));
    JsonArray listed = new JsonArray();
    new TreeMap<>(families)
        .forEach(
            (name, labels) ->
                listed.add(
                    new JsonObject()
                        .put("name", name)
                        .put("version", 1)
                        .put("labels", new JsonArray(labels))
                        .put("variants", variants)));
    return new JsonObject().put("families", listed);
  }

  private static JsonObject variant(String name, String tier, double accuracy) {
    return new JsonObject().put("name", name).put("tier", tier).put("estimated_accuracy", accuracy);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** Path and query of every frame, in order of arrival. */
  public List<String> frameUris() {
    return List.copyOf(uris);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
