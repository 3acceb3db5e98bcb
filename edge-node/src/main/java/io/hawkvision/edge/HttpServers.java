package io.hawkvision.edge;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
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

  /** To Vert.x: any free port, the same one for all servers of this deployment. */
  private static final int SHARED_FREE_PORT = -1;

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

  /** Completes with the port, which the servers have found together where 0 was asked for. */
  Future<Integer> listen() {
    return vertx
        .deployVerticle(this::listening, new DeploymentOptions().setInstances(config.eventLoops()))
        .map(deployed -> servers.get(0).actualPort());
  }

  /** No new connections; requests under way may end within the time given. */
  Future<Void> drain(Duration most) {
    front.drain();
    List<Future<Void>> closing = new ArrayList<>();
    servers.forEach(s -> closing.add(s.shutdown(most.toMillis(), TimeUnit.MILLISECONDS)));
    return Future.join(closing).mapEmpty();
  }

  private Deployable listening() {
    HttpServer server =
        vertx
            .createHttpServer(options())
            .connectionHandler(connections::opened)
            .invalidRequestHandler(front::invalid)
            .requestHandler(front::serve);
    servers.add(server);
    return context -> server.listen();
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setHost(config.host())
        .setPort(config.port() == 0 ? SHARED_FREE_PORT : config.port())
        .setAcceptBacklog(ACCEPT_BACKLOG)
        .setIdleTimeout((int) config.idleTimeout().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxInitialLineLength(MAX_HEAD_LINE_BYTES)
        .setHttp2ClearTextEnabled(false);
  }
}
