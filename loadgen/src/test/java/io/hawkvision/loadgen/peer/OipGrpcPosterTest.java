package io.hawkvision.loadgen.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.proto.oip.InferTensorContents;
import io.hawkvision.proto.oip.ModelInferRequest;
import io.hawkvision.proto.oip.ModelInferResponse;
import io.hawkvision.proto.oip.ModelInferResponse.InferOutputTensor;
import io.vertx.grpc.common.GrpcStatus;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("flow")
@Timeout(60)
class OipGrpcPosterTest {
  private static final List<Long> SHAPE = List.of(-1L, 3L, 96L, 96L);

  private static InferOutputTensor.Builder output(String name) {
    return InferOutputTensor.newBuilder().setName(name).setDatatype("FP32");
  }

  private static ByteString raw(int best) {
    return ByteString.copyFrom(PeerFixtures.littleEndian(PeerFixtures.logits(best)));
  }

  private static String said(FakeGrpcPeer.Behaviour behaviour) throws Exception {
    try (FakeGrpcPeer peer = new FakeGrpcPeer(SHAPE, behaviour);
        PeerPoster poster = PeerFixtures.open(peer.url("m"), 5_000)) {
      return PeerFixtures.said(PeerFixtures.post(poster, PeerFixtures.frame()));
    }
  }

  private static String saidOf(ModelInferResponse.Builder response) throws Exception {
    return said(call -> call.response().end(response.build()));
  }

  @Test
  void post_tensor_arrivesBitForBitAndRaw() throws Exception {
    LabelledFrame frame = PeerFixtures.frame();
    ModelInferResponse answer =
        ModelInferResponse.newBuilder()
            .addOutputs(output("other"))
            .addOutputs(output("logits"))
            .addRawOutputContents(ByteString.copyFromUtf8("xyz"))
            .addRawOutputContents(raw(3))
            .build();
    try (FakeGrpcPeer peer = new FakeGrpcPeer(SHAPE, call -> call.response().end(answer));
        PeerPoster poster = PeerFixtures.open(peer.url("m"), 10_000)) {
      assertThat(PeerFixtures.said(PeerFixtures.post(poster, frame))).isEqualTo("label no-entry");
      ModelInferRequest seen = peer.seen().get(0);
      assertThat(seen.getModelName()).isEqualTo("m");
      assertThat(seen.getInputsCount()).isEqualTo(1);
      assertThat(seen.getInputs(0).getName()).isEqualTo("input");
      assertThat(seen.getInputs(0).getDatatype()).isEqualTo("FP32");
      assertThat(seen.getInputs(0).getShapeList()).containsExactly(1L, 3L, 96L, 96L);
      assertThat(seen.getInputs(0).hasContents()).isFalse();
      assertThat(seen.getOutputs(0).getName()).isEqualTo("logits");
      assertThat(seen.getRawInputContentsList())
          .containsExactly(ByteString.copyFrom(PeerFixtures.tensor(PeerFixtures.family(), frame)));
    }
  }

  @Test
  void post_numbersInTheMessage_areReadToo() throws Exception {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    for (float logit : PeerFixtures.logits(1)) {
      contents.addFp32Contents(logit);
    }
    assertThat(
            saidOf(
                ModelInferResponse.newBuilder().addOutputs(output("logits").setContents(contents))))
        .isEqualTo("label stop");
  }

  @Test
  void post_malformedAnswer_isAFailureThatSaysWhat() throws Exception {
    assertThat(saidOf(ModelInferResponse.newBuilder())).isEqualTo("gRPC OK with no output logits");
    assertThat(
            saidOf(
                ModelInferResponse.newBuilder()
                    .addOutputs(output("logits"))
                    .addRawOutputContents(raw(1).substring(4))))
        .isEqualTo("gRPC OK with an answer of the wrong size");
    assertThat(
            saidOf(
                ModelInferResponse.newBuilder()
                    .addOutputs(output("logits").setDatatype("FP16"))
                    .addRawOutputContents(raw(1))))
        .isEqualTo("gRPC OK with an output that is not FP32");
  }

  @Test
  void post_errorStatus_isNamed() throws Exception {
    assertThat(said(call -> call.response().status(GrpcStatus.UNAVAILABLE).end()))
        .isEqualTo("gRPC UNAVAILABLE");
  }

  @Test
  void post_closedConnection_isAFailureAndTheNextFrameConnectsAgain() throws Exception {
    boolean[] closed = {false};
    ModelInferResponse answer =
        ModelInferResponse.newBuilder()
            .addOutputs(output("logits"))
            .addRawOutputContents(raw(1))
            .build();
    try (FakeGrpcPeer peer =
            new FakeGrpcPeer(
                SHAPE,
                call -> {
                  if (closed[0]) {
                    call.response().end(answer);
                  } else {
                    closed[0] = true;
                    call.connection().close();
                  }
                });
        PeerPoster poster = PeerFixtures.open(peer.url("m"), 5_000)) {
      String first = PeerFixtures.said(PeerFixtures.post(poster, PeerFixtures.frame()));
      assertThat(first).doesNotStartWith("label").doesNotStartWith("no answer").hasSizeLessThan(81);
      assertThat(PeerFixtures.said(PeerFixtures.post(poster, PeerFixtures.frame())))
          .isEqualTo("label stop");
    }
  }

  @Test
  void post_silentPeer_isGivenUp() throws Exception {
    try (FakeGrpcPeer peer = new FakeGrpcPeer(SHAPE, call -> {});
        PeerPoster poster = PeerFixtures.open(peer.url("m"), 1_000)) {
      assertThat(PeerFixtures.said(PeerFixtures.post(poster, PeerFixtures.frame())))
          .isEqualTo("no answer in 1000 ms");
    }
  }

  @Test
  void open_otherModelOrOtherInput_isRefused() {
    try (FakeGrpcPeer peer = new FakeGrpcPeer(List.of(1L, 3L, 32L, 32L), call -> {})) {
      assertThatThrownBy(() -> PeerFixtures.open(peer.url("m"), 5_000).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining(peer.url("m"))
          .hasMessageContaining("edge-s takes [1, 3, 96, 96]");
      assertThatThrownBy(() -> PeerFixtures.open(peer.url("other"), 5_000).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("gRPC NOT_FOUND");
    }
  }
}
