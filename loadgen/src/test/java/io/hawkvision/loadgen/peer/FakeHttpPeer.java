package io.hawkvision.loadgen.peer;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** An HTTP server that keeps what it is sent and does with it what a test says. */
final class FakeHttpPeer implements AutoCloseable {
  /** One request with a body, as it came. */
  record Seen(String uri, Map<String, String> headers, Buffer body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** Answers a request that has a body. */
  interface Behaviour {
    void answer(HttpServerRequest request, Buffer body);
  }

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();

  private FakeHttpPeer(String getUri, String page, Behaviour behaviour) {
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  if (request.method().name().equals("GET")) {
                    boolean known = request.uri().equals(getUri);
                    request.response().setStatusCode(known ? 200 : 404).end(known ? page : "{}");
                    return;
                  }
                  request.body().onSuccess(body -> take(request, body, behaviour));
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
  }

  private void take(HttpServerRequest request, Buffer body, Behaviour behaviour) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request.headers().forEach(headers::put);
    seen.add(new Seen(request.uri(), headers, body));
    behaviour.answer(request, body);
  }

  /** Serves a model {@code m} with this metadata page. */
  static FakeHttpPeer oip(String metadata, Behaviour behaviour) {
    return new FakeHttpPeer("/v2/models/m", metadata, behaviour);
  }

  static FakeHttpPeer djl(Behaviour behaviour) {
    return new FakeHttpPeer("/ping", "{\"status\":\"Healthy\"}", behaviour);
  }

  static String metadata(String datatype, String shape) {
    return """
    {"name":"m","versions":["1"],"platform":"onnxruntime_onnx",
     "inputs":[{"name":"input","datatype":"%s","shape":%s}],
     "outputs":[{"name":"stem","datatype":"UINT8","shape":[-1,16,48,48]},
                {"name":"logits","datatype":"FP32","shape":[-1,20]}]}
    """
        .formatted(datatype, shape);
  }

  int port() {
    return server.actualPort();
  }

  List<Seen> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
