package io.hawkvision.dc;

import com.google.protobuf.ByteString;
import io.hawkvision.proto.Cancel;
import io.hawkvision.proto.DcMessage;
import io.hawkvision.proto.EdgeMessage;
import io.hawkvision.proto.Escalation;
import io.hawkvision.proto.Hello;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcMessage;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.common.WireFormat;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An edge, as far as the datacenter can tell: one connection, one stream, over real TLS. */
final class EdgeClient implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;
  private static final ServiceMethod<DcMessage, EdgeMessage> METHOD =
      ServiceMethod.client(
          ServiceName.create("hawkvision.v1", "Datacenter"),
          "Escalate",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(DcMessage.getDefaultInstance()));

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<DcMessage> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<GrpcStatus> status = new CompletableFuture<>();
  private final GrpcClientRequest<EdgeMessage, DcMessage> request;

  // Vert.x closes a client that nobody refers to any more, and its connections with it.
  @SuppressWarnings({"FieldCanBeLocal", "UnusedVariable"})
  private final GrpcClient client;

  private EdgeClient(int port, Path trustedCa, Optional<Path> identity) throws Exception {
    this.client = GrpcClient.client(vertx, options(trustedCa, identity));
    SocketAddress address = SocketAddress.inetSocketAddress(port, "127.0.0.1");
    try {
      this.request = await(client.request(address, METHOD));
    } catch (Exception e) {
      await(vertx.close());
      throw e;
    }
    request.response().onSuccess(this::listen).onFailure(status::completeExceptionally);
  }

  static HttpClientOptions options(Path trustedCa, Optional<Path> identity) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setTrustOptions(pfx(trustedCa.resolve("ca.p12")));
    identity.ifPresent(node -> options.setKeyCertOptions(pfx(node.resolve("edge.p12"))));
    return options;
  }

  private static PfxOptions pfx(Path store) {
    return new PfxOptions().setPath(store.toString()).setPassword(TestPki.PASSWORD);
  }

  /** An edge of the node's own authority. */
  static EdgeClient connect(int port) throws Exception {
    return new EdgeClient(port, TestPki.own(), Optional.of(TestPki.own()));
  }

  static EdgeClient withIdentity(int port, Optional<Path> identity) throws Exception {
    return new EdgeClient(port, TestPki.own(), identity);
  }

  private void listen(GrpcClientResponse<EdgeMessage, DcMessage> response) {
    response.handler(received::add);
    response.exceptionHandler(status::completeExceptionally);
    response.errorHandler(
        error -> status.completeExceptionally(new IllegalStateException(error.name())));
    response.endHandler(end -> status.complete(response.status()));
  }

  EdgeClient hello() throws Exception {
    send(EdgeMessage.newBuilder().setHello(Hello.newBuilder().setNode("edge-t").setProtocol(1)));
    return this;
  }

  void send(EdgeMessage.Builder message) throws Exception {
    await(request.write(message.build()));
  }

  void escalate(Escalation escalation) throws Exception {
    send(EdgeMessage.newBuilder().setEscalation(escalation));
  }

  void cancel(ByteString id) throws Exception {
    send(EdgeMessage.newBuilder().setCancel(Cancel.newBuilder().setRequestId(id)));
  }

  /** Bytes where a message is expected. */
  void sendBytes(byte[] bytes, String encoding) throws Exception {
    await(
        request.writeMessage(
            GrpcMessage.message(encoding, WireFormat.PROTOBUF, Buffer.buffer(bytes))));
  }

  EdgeClient gzip() {
    request.encoding("gzip");
    return this;
  }

  DcMessage next() throws InterruptedException {
    DcMessage message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message from the datacenter; status " + status);
    }
    return message;
  }

  int waiting() {
    return received.size();
  }

  /** How the stream ended; an exception if it broke. */
  GrpcStatus status() throws Exception {
    return status.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  void finish() throws Exception {
    await(request.end());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Breaks the connection, without a word if a stream is open; a second call does nothing. */
  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
