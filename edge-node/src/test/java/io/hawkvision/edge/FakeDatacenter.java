package io.hawkvision.edge;

import com.google.protobuf.ByteString;
import io.hawkvision.proto.Answer;
import io.hawkvision.proto.DcMessage;
import io.hawkvision.proto.EdgeMessage;
import io.hawkvision.proto.ErrorCode;
import io.hawkvision.proto.Escalation;
import io.hawkvision.proto.FamilyVersion;
import io.hawkvision.proto.Hello;
import io.hawkvision.proto.Refusal;
import io.hawkvision.proto.Welcome;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Tier;
import io.hawkvision.zoo.family.Variant;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpc.server.GrpcServerRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * A datacenter node that does what a test tells it: speaks the wire's handshake, then hands every
 * escalation to the test's behaviour.
 */
final class FakeDatacenter implements AutoCloseable {
  static final ServiceMethod<EdgeMessage, DcMessage> ESCALATE =
      ServiceMethod.server(
          ServiceName.create("hawkvision.v1", "Datacenter"),
          "Escalate",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(EdgeMessage.getDefaultInstance()));
  private static final float[] GREEN = {0, 5, 0};

  private final Vertx vertx = Vertx.vertx();
  private final Family family;
  private final HttpServerOptions options;
  private final List<HttpConnection> connections = new CopyOnWriteArrayList<>();
  private final Map<ByteString, GrpcServerRequest<EdgeMessage, DcMessage>> callers =
      new ConcurrentHashMap<>();
  final BlockingQueue<Escalation> escalations = new LinkedBlockingQueue<>();
  final BlockingQueue<ByteString> cancels = new LinkedBlockingQueue<>();
  final BlockingQueue<Hello> hellos = new LinkedBlockingQueue<>();
  private volatile BiConsumer<FakeDatacenter, Escalation> behaviour = FakeDatacenter::answer;
  private volatile Welcome welcome;
  private volatile HttpServer server;
  private int port;

  FakeDatacenter(Family family, HttpServerOptions options) {
    this.family = family;
    this.options = options;
    this.welcome = welcomeFor(family);
    this.server = listen(0);
    this.port = server.actualPort();
  }

  FakeDatacenter(Family family) {
    this(family, new HttpServerOptions().setHost("127.0.0.1"));
  }

  int port() {
    return port;
  }

  FakeDatacenter behaving(BiConsumer<FakeDatacenter, Escalation> next) {
    this.behaviour = next;
    return this;
  }

  /** Takes escalations and says nothing. */
  FakeDatacenter silent() {
    return behaving((self, asked) -> {});
  }

  FakeDatacenter welcoming(Welcome next) {
    this.welcome = next;
    return this;
  }

  static Welcome welcomeFor(Family family) {
    List<String> variants =
        family.variants().stream()
            .filter(variant -> variant.tier() == Tier.DC)
            .map(Variant::name)
            .toList();
    return welcomeFor(family, variants);
  }

  static Welcome welcomeFor(Family family, List<String> variants) {
    return Welcome.newBuilder()
        .setNode("fake-dc")
        .setProtocol(1)
        .addFamilies(
            FamilyVersion.newBuilder()
                .setName(family.name())
                .setVersion(family.version())
                .setManifestHash(ByteString.copyFrom(family.manifestHashBytes()))
                .addAllVariants(variants))
        .build();
  }

  void answer(Escalation asked) {
    send(asked, answerTo(asked).build());
  }

  Answer.Builder answerTo(Escalation asked) {
    Variant variant = family.variant(asked.getVariant()).orElseThrow();
    Answer.Builder answer =
        Answer.newBuilder()
            .setRequestId(asked.getRequestId())
            .setVariant(variant.name())
            .setVariantHash(ByteString.copyFrom(HexFormat.of().parseHex(variant.sha256())))
            .setQueueMicros(10)
            .setDecodeMicros(20)
            .setInferMicros(30)
            .setBatchFrames(1);
    for (float logit : GREEN) {
      answer.addLogits(logit);
    }
    return answer;
  }

  void send(Escalation asked, Answer answer) {
    send(asked, DcMessage.newBuilder().setAnswer(answer).build());
  }

  void refuse(Escalation asked, ErrorCode code) {
    Refusal refusal = Refusal.newBuilder().setRequestId(asked.getRequestId()).setCode(code).build();
    send(asked, DcMessage.newBuilder().setRefusal(refusal).build());
  }

  /** The next escalation; fails the test where none comes. */
  Escalation taken() throws InterruptedException {
    Escalation next = escalations.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no escalation arrived");
    }
    return next;
  }

  /** As when the process is killed: the port closes and all connections break. */
  void kill() {
    server.close().await();
    connections.forEach(HttpConnection::close);
    connections.clear();
  }

  void restart() {
    server = listen(port);
  }

  private void send(Escalation asked, DcMessage message) {
    GrpcServerRequest<EdgeMessage, DcMessage> caller = callers.get(asked.getRequestId());
    if (caller != null) {
      caller.response().write(message);
    }
  }

  private HttpServer listen(int wanted) {
    GrpcServer service =
        GrpcServer.server(vertx, new GrpcServerOptions().setMaxMessageSize(16L << 20));
    service.callHandler(ESCALATE, call -> call.handler(message -> received(call, message)));
    return vertx
        .createHttpServer(options)
        .connectionHandler(connections::add)
        .requestHandler(service)
        .listen(wanted, "127.0.0.1")
        .await();
  }

  private void received(GrpcServerRequest<EdgeMessage, DcMessage> call, EdgeMessage message) {
    switch (message.getBodyCase()) {
      case HELLO -> {
        hellos.add(message.getHello());
        call.response().write(DcMessage.newBuilder().setWelcome(welcome).build());
      }
      case ESCALATION -> {
        callers.put(message.getEscalation().getRequestId(), call);
        escalations.add(message.getEscalation());
        behaviour.accept(this, message.getEscalation());
      }
      case CANCEL -> cancels.add(message.getCancel().getRequestId());
      case BODY_NOT_SET -> throw new AssertionError("an empty message");
    }
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
