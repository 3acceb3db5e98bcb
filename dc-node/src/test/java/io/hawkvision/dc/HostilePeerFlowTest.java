package io.hawkvision.dc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.proto.EdgeMessage;
import io.hawkvision.proto.Hello;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.grpc.common.GrpcStatus;
import java.io.ByteArrayOutputStream;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Peers that may not, and peers that make no sense. The node refuses, and goes on. */
@Tag("flow")
@Timeout(120)
@ExtendWith(NodeHealth.class)
class HostilePeerFlowTest {
  @TempDir private Path directory;

  private TestNode node;

  @BeforeEach
  void start() throws Exception {
    node = TestNode.start(directory, "streams.hello-timeout", "1s");
  }

  @AfterEach
  void stillServesAndStops() throws Exception {
    try (EdgeClient edge = node.edge()) {
      assertThat(edge.next().hasWelcome()).isTrue();
      edge.escalate(Fixtures.escalation(1));
      assertThat(edge.next().hasAnswer()).isTrue();
    } finally {
      node.close();
    }
  }

  private void assertNotLetIn(Optional<Path> identity) {
    assertThatThrownBy(
            () -> {
              try (EdgeClient edge = EdgeClient.withIdentity(node.node.grpcPort(), identity)) {
                edge.hello();
                edge.status();
              }
            })
        .isInstanceOf(Exception.class);
    assertThat(node.node.meters().streamsOpen()).isZero();
  }

  @Test
  void connect_withoutCertificate_isRefused() {
    assertNotLetIn(Optional.empty());
  }

  @Test
  void connect_certificateOfAStranger_isRefused() {
    assertNotLetIn(Optional.of(TestPki.stranger()));
  }

  @Test
  void connect_plainText_isRefused() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.node.grpcPort())) {
      byte[] hello = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(hello);
      socket.getOutputStream().flush();
      // A TLS alert at most, never an HTTP answer; then the end.
      byte[] received = socket.getInputStream().readAllBytes();
      assertThat(new String(received, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP");
    }
  }

  @Test
  void message_garbage_endsWithInvalidArgument() throws Exception {
    byte[] garbage = new byte[1_000];
    new Random(1).nextBytes(garbage);
    Arrays.fill(garbage, 0, 8, (byte) 0xff);
    try (EdgeClient edge = node.edge()) {
      assertThat(edge.next().hasWelcome()).isTrue();
      edge.sendBytes(garbage, "identity");
      assertThat(edge.status()).isEqualTo(GrpcStatus.INVALID_ARGUMENT);
    }
  }

  @Test
  void message_compressed_isRefusedSoThatItCannotBlowUp() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      Hello hello = Hello.newBuilder().setProtocol(1).build();
      gzip.write(EdgeMessage.newBuilder().setHello(hello).build().toByteArray());
    }
    try (EdgeClient edge = EdgeClient.connect(node.node.grpcPort()).gzip()) {
      edge.sendBytes(packed.toByteArray(), "gzip");
      assertThat(edge.status()).isEqualTo(GrpcStatus.UNIMPLEMENTED);
    }
  }

  @Test
  void message_compressedWithoutSayingHow_isNoHello() throws Exception {
    Buffer frame = Buffer.buffer(new byte[] {1, 0, 0, 0, 2, 8, 1});
    assertThat(post("application/grpc", frame)).isEqualTo(code(GrpcStatus.INVALID_ARGUMENT));
  }

  @Test
  void stream_thatNeverSaysHello_endsWithDeadlineExceeded() throws Exception {
    assertThat(send("application/grpc", HttpClientRequest::sendHead))
        .isEqualTo(code(GrpcStatus.DEADLINE_EXCEEDED));
  }

  @Test
  void message_claimingFourGigabytes_endsWithResourceExhausted() throws Exception {
    Buffer frame = Buffer.buffer(new byte[] {0, -1, -1, -1, -1, 8, 1});
    assertThat(post("application/grpc", frame)).isEqualTo(code(GrpcStatus.RESOURCE_EXHAUSTED));
  }

  @Test
  void request_thatIsNoGrpc_isRefused() throws Exception {
    assertThat(post("text/plain", Buffer.buffer("hello"))).isEqualTo("http 415");
    assertThat(post("application/grpc+json", Buffer.buffer("{}")))
        .isEqualTo(code(GrpcStatus.UNIMPLEMENTED));
  }

  private static String code(GrpcStatus status) {
    return Integer.toString(status.code);
  }

  private String post(String contentType, Buffer body) throws Exception {
    return send(contentType, request -> request.end(body));
  }

  /** A request over mutual TLS by hand; the gRPC status, the HTTP status or the failure. */
  private String send(String contentType, Consumer<HttpClientRequest> body) throws Exception {
    Vertx vertx = Vertx.vertx();
    HttpClient client =
        vertx.createHttpClient(EdgeClient.options(TestPki.own(), Optional.of(TestPki.own())));
    try {
      Future<String> status =
          client
              .request(
                  HttpMethod.POST,
                  node.node.grpcPort(),
                  "127.0.0.1",
                  "/hawkvision.v1.Datacenter/Escalate")
              .compose(
                  request -> {
                    request.putHeader("content-type", contentType);
                    request.exceptionHandler(cut -> {}); // shows in the response's future too
                    body.accept(request);
                    return request.response();
                  })
              .compose(response -> response.end().map(end -> status(response)))
              .otherwise(Throwable::toString);
      return status.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } finally {
      Reference.reachabilityFence(client); // Vert.x closes a client that is garbage
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  private static String status(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      return "http " + response.statusCode();
    }
    String trailer = response.getTrailer("grpc-status");
    return trailer == null ? String.valueOf(response.getHeader("grpc-status")) : trailer;
  }
}
