package io.hawkvision.edge.escalate;

import io.hawkvision.proto.DcMessage;
import io.hawkvision.proto.EdgeMessage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientOptions;
import io.vertx.grpc.client.GrpcClientRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a connection and, if it succeeds, its one bidirectional stream. It owns its client
 * (a fresh one each time, so that a dead connection is never reused) and ends exactly once. The
 * link's event loop only.
 */
final class DatacenterStream {
  private static final long MAX_MESSAGE_BYTES = 16L * 1024 * 1024;
  private static final int MAX_UNSENT_BYTES = 1024 * 1024;
  private static final int PING_BYTES = 8;

  /** Far above what unanswered escalations can bring back: flow control never stalls answers. */
  private static final int RECEIVE_WINDOW_BYTES = 16 << 20;

  private final Vertx vertx;
  private final LinkLimits limits;
  private final Listener listener;
  private @Nullable GrpcClient client;
  private @Nullable GrpcClientRequest<EdgeMessage, DcMessage> request;
  private boolean ended;
  private long handshakeTimer = -1;
  private long pingTimer = -1;
  private long pingTimeoutTimer = -1;

  /** Whom the stream tells; all calls on the link's event loop. */
  interface Listener {
    void received(DatacenterStream stream, DcMessage message);

    void ended(DatacenterStream stream, String reason);
  }

  DatacenterStream(Vertx vertx, LinkLimits limits, Listener listener) {
    this.vertx = vertx;
    this.limits = limits;
    this.listener = listener;
  }

  /** Connects and speaks first. The Welcome must come within the connect timeout. */
  void open(Endpoint endpoint, Optional<TlsFiles> tls, EdgeMessage hello) {
    handshakeTimer =
        vertx.setTimer(limits.connectTimeout().toMillis(), fired -> end("no welcome in time"));
    vertx
        .executeBlocking(() -> options(tls), false)
        .compose(options -> connect(options, endpoint))
        .onSuccess(opened -> start(opened, hello))
        .onFailure(failure -> end(text(failure)));
  }

  private HttpClientOptions options(Optional<TlsFiles> tls) throws IOException {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            .setInitialSettings(new Http2Settings().setInitialWindowSize(RECEIVE_WINDOW_BYTES))
            .setHttp2ConnectionWindowSize(RECEIVE_WINDOW_BYTES)
            .setConnectTimeout((int) limits.connectTimeout().toMillis());
    if (tls.isPresent()) {
      tls.get().applyTo(options);
    }
    return options;
  }

  private Future<GrpcClientRequest<EdgeMessage, DcMessage>> connect(
      HttpClientOptions options, Endpoint endpoint) {
    if (ended) {
      return Future.failedFuture("given up while connecting");
    }
    GrpcClient fresh =
        GrpcClient.builder(vertx)
            .with(options)
            .with(new GrpcClientOptions().setMaxMessageSize(MAX_MESSAGE_BYTES))
            .build();
    client = fresh;
    return fresh.request(
        SocketAddress.inetSocketAddress(endpoint.port(), endpoint.host()), Wire.ESCALATE);
  }

  private void start(GrpcClientRequest<EdgeMessage, DcMessage> opened, EdgeMessage hello) {
    if (ended) {
      opened.cancel();
      return;
    }
    request = opened;
    opened.setWriteQueueMaxSize(MAX_UNSENT_BYTES);
    opened.exceptionHandler(failure -> end(text(failure)));
    opened.connection().closeHandler(closed -> end("connection closed"));
    opened
        .response()
        .onSuccess(
            response -> {
              response.exceptionHandler(failure -> end(text(failure)));
              response.endHandler(closed -> end("stream ended by the datacenter"));
              response.handler(message -> received(message));
            })
        .onFailure(failure -> end(text(failure)));
    opened.write(hello).onFailure(failure -> end(text(failure)));
  }

  private void received(DcMessage message) {
    if (!ended) {
      listener.received(this, message);
    }
  }

  /** The handshake is done: from now on the connection is watched by pings. */
  void welcomed(LongConsumer roundTrip) {
    vertx.cancelTimer(handshakeTimer);
    pingTimer = vertx.setPeriodic(limits.pingInterval().toMillis(), fired -> ping(roundTrip));
    ping(roundTrip);
  }

  /** False where the message was not taken: the peer does not read, or the stream has ended. */
  boolean send(EdgeMessage message) {
    GrpcClientRequest<EdgeMessage, DcMessage> open = request;
    if (ended || open == null || open.writeQueueFull()) {
      return false;
    }
    open.write(message).onFailure(failure -> end(text(failure)));
    return true;
  }

  /** Ends the stream, its connection and its client; tells the listener the first time. */
  void end(String reason) {
    if (ended) {
      return;
    }
    ended = true;
    vertx.cancelTimer(handshakeTimer);
    vertx.cancelTimer(pingTimer);
    vertx.cancelTimer(pingTimeoutTimer);
    if (request != null) {
      request.cancel();
      request.connection().close();
    }
    if (client != null) {
      client.close();
    }
    listener.ended(this, reason);
  }

  private void ping(LongConsumer roundTrip) {
    GrpcClientRequest<EdgeMessage, DcMessage> open = request;
    if (ended || open == null || pingTimeoutTimer >= 0) {
      return;
    }
    pingTimeoutTimer =
        vertx.setTimer(limits.pingTimeout().toMillis(), fired -> end("ping unanswered"));
    long sentNanos = System.nanoTime();
    open.connection()
        .ping(Buffer.buffer(new byte[PING_BYTES]))
        .onSuccess(
            pong -> {
              vertx.cancelTimer(pingTimeoutTimer);
              pingTimeoutTimer = -1;
              roundTrip.accept(System.nanoTime() - sentNanos);
            })
        .onFailure(failure -> end(text(failure)));
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
