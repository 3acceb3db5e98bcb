package io.hawkvision.edge;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The listening servers, one for each event loop, all on one port. Main thread. */
final class HttpServers {
  private static final int ACCEPT_BACKLOG = 1024;
  private static final int MAX_HEAD_LINE_BYTES = 4096;

  private final Vertx vertx;
  private final EdgeConfig.Http config;
  private final HttpFront front;
  private final Connections connections;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

  HttpServers(Vertx vertx, EdgeConfig.Http config, HttpFront front, Connections connections) {
    this.vertx = vertx;
    this.config = config;
    this.front = front;
    this.connections = connections;
  }

  /** The first server finds the port, where 0 was asked for; the others join it. */
  Future<Integer> listen() {
    return deploy(config.port())
        .compose(
            first -> {
              List<Future<HttpServer>> others = new ArrayList<>();
              for (int i = 1; i < config.eventLoops(); i++) {
                others.add(deploy(first.actualPort()));
              }
              return Future.all(others).map(all -> first.actualPort());
            });
  }

  /** No new connections; requests under way may end within the time given. */
  Future<Void> drain(Duration most) {
    List<Future<Void>> closing = new ArrayList<>();
    servers.forEach(s -> closing.add(s.shutdown(most.toMillis(), TimeUnit.MILLISECONDS)));
    return Future.join(closing).mapEmpty();
  }

  private Future<HttpServer> deploy(int port) {
    HttpServer server =
        vertx
            .createHttpServer(options(port))
            .connectionHandler(connections::opened)
            .invalidRequestHandler(front::invalid)
            .requestHandler(front::serve);
    servers.add(server);
    Deployable listening = context -> server.listen();
    return vertx.deployVerticle(listening).map(deployed -> server);
  }

  private HttpServerOptions options(int port) {
    return new HttpServerOptions()
        .setHost(config.host())
        .setPort(port)
        .setAcceptBacklog(ACCEPT_BACKLOG)
        .setIdleTimeout((int) config.idleTimeout().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxInitialLineLength(MAX_HEAD_LINE_BYTES)
        .setHttp2ClearTextEnabled(false);
  }
}
