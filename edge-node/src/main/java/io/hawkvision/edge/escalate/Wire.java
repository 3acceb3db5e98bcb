package io.hawkvision.edge.escalate;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.hawkvision.edge.escalate.EscalationOutcome.DcEnergy;
import io.hawkvision.edge.frame.FrameId;
import io.hawkvision.proto.Answer;
import io.hawkvision.proto.Cancel;
import io.hawkvision.proto.DcMessage;
import io.hawkvision.proto.EdgeMessage;
import io.hawkvision.proto.Escalation;
import io.hawkvision.proto.FamilyVersion;
import io.hawkvision.proto.Hello;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Variant;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Between the edge's values and the messages of the wire. Pure. */
final class Wire {
  static final int PROTOCOL = 1;

  /** What gRPC puts before each message. */
  static final int FRAMING_BYTES = 5;

  static final ServiceMethod<DcMessage, EdgeMessage> ESCALATE =
      ServiceMethod.client(
          ServiceName.create("hawkvision.v1", "Datacenter"),
          "Escalate",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(DcMessage.getDefaultInstance()));

  private static final long MAX_MICROS = 0xFFFF_FFFFL;
  private static final long MOST_MICROJOULES = 1_000_000_000_000L;
  private static final Pattern WORD = Pattern.compile("[a-z0-9-]{1,32}");
  private static final int ID_BYTES = 16;

  private Wire() {}

  static EdgeMessage hello(String node, List<Family> families) {
    Hello.Builder hello = Hello.newBuilder().setNode(node).setProtocol(PROTOCOL);
    for (Family family : families) {
      hello.addFamilies(
          FamilyVersion.newBuilder()
              .setName(family.name())
              .setVersion(family.version())
              .setManifestHash(ByteString.copyFrom(family.manifestHashBytes()))
              .addVariants(family.edge().name()));
    }
    return EdgeMessage.newBuilder().setHello(hello).build();
  }

  static EdgeMessage escalation(EscalationRequest request, long budgetNanos) {
    Family family = request.family();
    return EdgeMessage.newBuilder()
        .setEscalation(
            Escalation.newBuilder()
                .setRequestId(ByteString.copyFrom(request.id().toBytes()))
                .setFamily(family.name())
                .setVersion(family.version())
                .setManifestHashPrefix(family.manifestHashPrefix())
                .setVariant(request.variant().name())
                .setLevel(request.level())
                .setBudgetMicros((int) Math.min(MAX_MICROS, budgetNanos / 1000))
                .setPayload(UnsafeByteOperations.unsafeWrap(request.payload())))
        .build();
  }

  static EdgeMessage cancel(FrameId id) {
    return EdgeMessage.newBuilder()
        .setCancel(Cancel.newBuilder().setRequestId(ByteString.copyFrom(id.toBytes())))
        .build();
  }

  static Optional<FrameId> id(ByteString bytes) {
    if (bytes.size() != ID_BYTES) {
      return Optional.empty();
    }
    ByteBuffer bits = bytes.asReadOnlyByteBuffer();
    return Optional.of(new FrameId(bits.getLong(), bits.getLong()));
  }

  /** Whether an answer is from the network that was asked, with one number per label. */
  static boolean fits(Answer answer, EscalationRequest request) {
    Variant asked = request.variant();
    return answer.getVariant().equals(asked.name())
        && answer.getLogitsCount() == request.family().labels().size()
        && HexFormat.of()
            .formatHex(answer.getVariantHash().toByteArray())
            .equalsIgnoreCase(asked.sha256());
  }

  static float[] logits(Answer answer) {
    float[] logits = new float[answer.getLogitsCount()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = answer.getLogits(i);
    }
    return logits;
  }

  /** What the datacenter says it took; a source that is no word, or no amount, is not believed. */
  static Optional<DcEnergy> energy(Answer answer) {
    long micros = answer.getEnergyMicrojoules();
    String source = answer.getEnergySource();
    return WORD.matcher(source).matches() && micros >= 0 && micros <= MOST_MICROJOULES
        ? Optional.of(new DcEnergy(micros / 1e6, source))
        : Optional.empty();
  }

  static long nanos(int unsignedMicros) {
    return Integer.toUnsignedLong(unsignedMicros) * 1000;
  }
}
