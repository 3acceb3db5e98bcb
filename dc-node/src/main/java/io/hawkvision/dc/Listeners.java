package io.hawkvision.dc;

import io.hawkvision.dc.intake.EscalateService;
import io.hawkvision.dc.intake.MutualTls;
import io.hawkvision.dc.observe.StatusPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.grpc.common.GrpcHeaderNames;
import io.vertx.grpc.server.GrpcProtocol;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two ports of the node. The main thread opens and closes them and may block. */
final class Listeners {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration CLOSING_GRACE = Duration.ofMillis(500);
  private static final int MESSAGE_OVERHEAD_BYTES = 16 << 10;

  // Wider than anything an edge has in flight: intake never pauses a stream (a frame is queued or
  // refused at once), so HTTP/2 windows protect nothing here, and Netty 4.2.18 can lose the wake-up
  // of a sender that waits for one (RATIONALE.md, "Windows").
  private static final int STREAM_WINDOW_BYTES = 256 << 20;
  private static final int CONNECTION_WINDOW_BYTES = 1 << 30;

  private static final int EVENT_LOOPS = 2; // one for the edges, one for probes and scrapes
  private static final long MAX_EVENT_LOOP_MILLIS = 50;
  private static final long EVENT_LOOP_CHECK_MILLIS = 200;

  private final HttpServer grpc;
  private final HttpServer http;

  private Listeners(HttpServer grpc, HttpServer http) {
    this.grpc = grpc;
    this.http = http;
  }

  static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(EVENT_LOOPS)
            .setWorkerPoolSize(2)
            .setMaxEventLoopExecuteTime(MAX_EVENT_LOOP_MILLIS)
            .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
            .setBlockedThreadCheckInterval(EVENT_LOOP_CHECK_MILLIS)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS));
  }

  /** Opens both ports, or fails with the one that is taken. */
  static Listeners open(
      Vertx vertx, DcConfig config, MutualTls tls, EscalateService service, StatusPort status)
      throws StartException {
    int maxMessageBytes = config.streams().limits().image().maxBytes() + MESSAGE_OVERHEAD_BYTES;
    GrpcServerOptions grpcOptions =
        new GrpcServerOptions()
            .setMaxMessageSize(maxMessageBytes)
            .removeEnabledProtocol(GrpcProtocol.WEB)
            .removeEnabledProtocol(GrpcProtocol.WEB_TEXT)
            .removeEnabledProtocol(GrpcProtocol.TRANSCODING);
    GrpcServer calls = GrpcServer.server(vertx, grpcOptions);
    calls.callHandler(EscalateService.METHOD, service);
    HttpServer grpc =
        vertx
            .createHttpServer(tls.applyTo(grpcOptions(config.streams().limits().streams())))
            .exceptionHandler(
                failure -> log.info("connection refused cause=\"{}\"", failure.getMessage()))
            .requestHandler(
                request -> {
                  nameEncoding(request);
                  calls.handle(request);
                });
    HttpServer http =
        vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(60)).requestHandler(status);
    listen(grpc, config.grpc(), "grpc");
    listen(http, config.http(), "http");
    return new Listeners(grpc, http);
  }

  int grpcPort() {
    return grpc.actualPort();
  }

  int httpPort() {
    return http.actualPort();
  }

  void closeGrpc() {
    await(grpc.shutdown(CLOSING_GRACE.toMillis(), TimeUnit.MILLISECONDS), "grpc port");
  }

  void closeHttp() {
    await(http.shutdown(CLOSING_GRACE.toMillis(), TimeUnit.MILLISECONDS), "http port");
  }

  /** Waits for something that is being closed; what does not close is logged and left. */
  static void await(Future<?> closing, String what) {
    try {
      get(closing);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("not closed what=\"{}\" cause=\"{}\"", what, e.toString());
    }
  }

  private static HttpServerOptions grpcOptions(int streams) {
    return new HttpServerOptions()
        .setAlpnVersions(List.of(HttpVersion.HTTP_2))
        .setTcpKeepAlive(true)
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(streams)
                .setInitialWindowSize(STREAM_WINDOW_BYTES));
  }

  /**
   * Vert.x 5.0.7 throws inside its reader, and keeps what it read, when a message is flagged as
   * compressed on a stream that named no encoding. So every stream names one.
   */
  private static void nameEncoding(HttpServerRequest request) {
    if (!request.headers().contains(GrpcHeaderNames.GRPC_ENCODING)) {
      request.headers().set(GrpcHeaderNames.GRPC_ENCODING, "identity");
    }
  }

  private static void listen(HttpServer server, DcConfig.Endpoint at, String name)
      throws StartException {
    try {
      get(server.listen(at.port(), at.host()));
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      String address = at.host() + ":" + at.port();
      if (cause instanceof BindException) {
        throw StartException.failed(
            "cannot listen on " + address + " (" + name + "): " + cause.getMessage());
      }
      throw StartException.failed("cannot listen on " + address + " (" + name + "): " + cause);
    }
  }

  private static <T> T get(Future<T> future) throws ExecutionException, TimeoutException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException(e);
    }
  }
}
