package io.hawkvision.edge;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP relay whose open connections can be made half-open: nothing passes any more and nobody is
 * told. Later connections pass as before.
 */
final class SilencedPath implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
  private final NetServer server;

  SilencedPath(int target) {
    NetClient client = vertx.createNetClient();
    server =
        vertx
            .createNetServer()
            .connectHandler(
                near -> {
                  near.pause();
                  client
                      .connect(target, "127.0.0.1")
                      .onSuccess(far -> join(near, far))
                      .onFailure(refused -> near.close());
                })
            .listen(0, "127.0.0.1")
            .await();
  }

  int port() {
    return server.actualPort();
  }

  void silenceOpenConnections() {
    sockets.forEach(socket -> socket.handler(swallowed -> {}));
  }

  private void join(NetSocket near, NetSocket far) {
    sockets.add(near);
    sockets.add(far);
    near.handler(far::write);
    far.handler(near::write);
    near.closeHandler(closed -> far.close());
    far.closeHandler(closed -> near.close());
    near.resume();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
