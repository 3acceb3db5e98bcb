package io.hawkvision.dc.answer;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.hawkvision.dc.intake.Outcome;
import io.hawkvision.dc.intake.PendingFrame;
import io.hawkvision.dc.models.Catalogue;
import io.hawkvision.dc.models.ModelKey;
import io.hawkvision.dc.models.ServedModel;
import io.hawkvision.proto.Answer;
import io.hawkvision.proto.DcMessage;
import io.hawkvision.proto.ErrorCode;
import io.hawkvision.proto.FamilyVersion;
import io.hawkvision.proto.Refusal;
import io.hawkvision.proto.Welcome;
import io.hawkvision.zoo.family.Family;
import java.util.HashMap;
import java.util.Map;

/** What this node says on the wire. Immutable once made; any thread. */
public final class Messages {
  private static final int PROTOCOL = 1;
  private static final double MICROS_PER_JOULE = 1e6;

  private final DcMessage welcome;
  private final Map<ModelKey, ByteString> variantHashes = new HashMap<>();

  public Messages(String node, Catalogue catalogue) {
    requireNonNull(node, "node");
    for (ServedModel model : catalogue.models()) {
      variantHashes.put(model.key(), ByteString.copyFrom(model.variantHashBytes()));
    }
    Welcome.Builder builder = Welcome.newBuilder().setNode(node).setProtocol(PROTOCOL);
    for (Family family : catalogue.families()) {
      builder.addFamilies(familyVersion(family, catalogue));
    }
    this.welcome = DcMessage.newBuilder().setWelcome(builder).build();
  }

  DcMessage welcome() {
    return welcome;
  }

  DcMessage outcome(PendingFrame frame, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      return refusal(frame.id().toByteString(), refused);
    }
    return answer(frame, (Outcome.Computed) outcome);
  }

  static DcMessage refusal(ByteString requestId, Outcome.Refused refused) {
    Refusal.Builder refusal =
        Refusal.newBuilder()
            .setRequestId(requestId)
            .setCode(code(refused.refusal()))
            .setDetail(refused.detail());
    return DcMessage.newBuilder().setRefusal(refusal).build();
  }

  private DcMessage answer(PendingFrame frame, Outcome.Computed computed) {
    ModelKey model = frame.model();
    Outcome.Durations took = computed.durations();
    Answer.Builder answer =
        Answer.newBuilder()
            .setRequestId(frame.id().toByteString())
            .setVariant(model.variant())
            .setVariantHash(variantHashes.getOrDefault(model, ByteString.EMPTY))
            .addAllLogits(computed.logits())
            .setQueueMicros(micros(took.queueNanos()))
            .setDecodeMicros(micros(took.decodeNanos()))
            .setInferMicros(micros(took.inferNanos()))
            .setBatchFrames(computed.batchFrames());
    computed
        .energy()
        .ifPresent(
            energy ->
                answer
                    .setEnergyMicrojoules(Math.round(energy.joules() * MICROS_PER_JOULE))
                    .setEnergySource(energy.source().word()));
    return DcMessage.newBuilder().setAnswer(answer).build();
  }

  private static FamilyVersion familyVersion(Family family, Catalogue catalogue) {
    FamilyVersion.Builder version =
        FamilyVersion.newBuilder()
            .setName(family.name())
            .setVersion(family.version())
            .setManifestHash(ByteString.copyFrom(family.manifestHashBytes()));
    catalogue.models().stream()
        .filter(model -> model.family().equals(family))
        .forEach(model -> version.addVariants(model.variant().name()));
    return version.build();
  }

  private static int micros(long nanos) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, nanos / 1_000));
  }

  private static ErrorCode code(Outcome.Refusal refusal) {
    return switch (refusal) {
      case OVERLOADED -> ErrorCode.OVERLOADED;
      case EXPIRED -> ErrorCode.EXPIRED;
      case UNKNOWN_VERSION -> ErrorCode.UNKNOWN_VERSION;
      case BAD_PAYLOAD -> ErrorCode.BAD_PAYLOAD;
      case INTERNAL -> ErrorCode.INTERNAL;
    };
  }
}
