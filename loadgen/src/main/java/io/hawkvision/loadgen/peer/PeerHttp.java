package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.Reply;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Kept-alive HTTP connections to one peer, on one event loop. Any thread. */
final class PeerHttp {
  private static final int KEEP_ALIVE_SECONDS = 5;
  private static final int MOST_WAITING = 100_000;

  /** What is posted; the parts follow each other without a copy. */
  record Message(String path, Map<String, String> headers, List<Buffer> parts) {
    Message {
      headers = Map.copyOf(headers);
      parts = List.copyOf(parts);
    }
  }

  /** What came back, whole. */
  record Response(int status, MultiMap headers, Buffer body) {}

  /** Reads one protocol's answers; what it throws is the cause of a failure, and short. */
  interface Reading {
    Answer answer(Response response) throws IOException;

    /** Of a status that is not 200. */
    String problem(Response response);
  }

  private final ClientLoop loop;
  private final PeerUrl url;
  private final HttpClient client;

  PeerHttp(ClientLoop loop, PeerUrl url) {
    this.loop = loop;
    this.url = url;
    this.client =
        loop.vertx()
            .createHttpClient(
                new HttpClientOptions()
                    .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                    .setTcpNoDelay(true)
                    .setConnectTimeout(loop.connectMillis()),
                new PoolOptions()
                    .setHttp1MaxSize(loop.limits().connections())
                    .setMaxWaitQueueSize(MOST_WAITING));
  }

  /** Blocks the caller, never an event loop. */
  Buffer get(String path) throws IOException {
    long millis = loop.limits().timeout().toMillis();
    try {
      return loop.await(
          () ->
              client
                  .request(request(HttpMethod.GET, path).setTimeout(millis))
                  .compose(HttpClientRequest::send)
                  .compose(
                      response ->
                          response.statusCode() == 200
                              ? response.body()
                              : Future.failedFuture("HTTP " + response.statusCode())));
    } catch (IOException e) {
      throw new IOException("GET " + path + ": " + e.getMessage(), e);
    }
  }

  private RequestOptions request(HttpMethod method, String path) {
    return new RequestOptions()
        .setMethod(method)
        .setHost(url.host())
        .setPort(url.port())
        .setURI(path);
  }

  void post(Message message, Reading reading, Consumer<Reply> done) {
    loop.run(() -> start(message, reading, new PendingReply(loop, done)));
  }

  private void start(Message message, Reading reading, PendingReply pending) {
    RequestOptions options = request(HttpMethod.POST, message.path());
    message.headers().forEach(options::putHeader);
    long length = message.parts().stream().mapToLong(Buffer::length).sum();
    options.putHeader("Content-Length", Long.toString(length));
    client
        .request(options)
        .compose(request -> send(request, message, pending))
        .compose(
            response ->
                response
                    .body()
                    .map(body -> new Response(response.statusCode(), response.headers(), body)))
        .onSuccess(response -> read(response, reading, pending))
        .onFailure(failure -> pending.failed(ClientLoop.cause(failure)));
  }

  private static Future<HttpClientResponse> send(
      HttpClientRequest request, Message message, PendingReply pending) {
    if (!pending.isOpen()) {
      request.reset();
      return Future.failedFuture("given up");
    }
    pending.onGivingUp(request::reset);
    Future<Void> sent = Future.succeededFuture();
    for (Buffer part : message.parts()) {
      sent = request.write(part);
    }
    return sent.compose(written -> request.end()).compose(ended -> request.response());
  }

  private static void read(Response response, Reading reading, PendingReply pending) {
    if (response.status() != 200) {
      pending.failed(reading.problem(response));
      return;
    }
    try {
      pending.answered(reading.answer(response));
    } catch (IOException e) {
      pending.failed("HTTP 200 with " + e.getMessage());
    }
  }
}
