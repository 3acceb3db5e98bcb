package io.hawkvision.dc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.dc.observe.FrameOutcome;
import io.hawkvision.proto.Answer;
import io.hawkvision.proto.DcMessage;
import io.hawkvision.proto.EdgeMessage;
import io.hawkvision.proto.ErrorCode;
import io.hawkvision.proto.Escalation;
import io.hawkvision.proto.FamilyVersion;
import io.hawkvision.proto.Hello;
import io.hawkvision.proto.Welcome;
import io.vertx.grpc.common.GrpcStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Escalations through a whole node, over mutual TLS. */
@Tag("flow")
@Timeout(120)
@ExtendWith(NodeHealth.class)
class EscalateFlowTest {
  @TempDir private Path directory;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    Collections.reverse(open); // edges before their node
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private TestNode node(String... settings) throws Exception {
    TestNode node = TestNode.start(directory, settings);
    open.add(node);
    return node;
  }

  private EdgeClient edge(TestNode node) throws Exception {
    EdgeClient edge = node.edge();
    open.add(edge);
    assertThat(edge.next().hasWelcome()).isTrue();
    return edge;
  }

  private static void assertRefused(DcMessage message, long id, ErrorCode code) {
    assertThat(message.getRefusal().getRequestId()).isEqualTo(Fixtures.id(id));
    assertThat(message.getRefusal().getCode()).isEqualTo(code);
  }

  private static void assertAnswered(DcMessage message, long id) {
    assertThat(message.hasAnswer()).as(message.toString()).isTrue();
    assertThat(message.getAnswer().getRequestId()).isEqualTo(Fixtures.id(id));
  }

  /** Messages of a stream are read in order: when this is refused, all before it is queued. */
  private static void awaitRead(EdgeClient edge) throws Exception {
    edge.escalate(Fixtures.escalation(999).toBuilder().setFamily("none").build());
    assertRefused(edge.next(), 999, ErrorCode.UNKNOWN_VERSION);
  }

  /** The worker computes frame 1 and is held there. */
  private static void occupy(TestNode node, EdgeClient edge) throws Exception {
    node.engine.hold();
    edge.escalate(Fixtures.escalation(1));
    node.engine.awaitRun();
  }

  @Test
  void hello_rightProtocol_isWelcomedWithWhatTheNodeRuns() throws Exception {
    EdgeClient edge = node("node", "dc-7").edge();
    open.add(edge);
    Welcome welcome = edge.next().getWelcome();
    assertThat(welcome.getNode()).isEqualTo("dc-7");
    assertThat(welcome.getProtocol()).isEqualTo(1);
    FamilyVersion family = welcome.getFamilies(0);
    assertThat(family.getName()).isEqualTo("signs");
    assertThat(family.getVersion()).isEqualTo(1);
    assertThat(family.getManifestHash().toByteArray())
        .isEqualTo(HexFormat.of().parseHex(Fixtures.MANIFEST_HASH));
    assertThat(family.getVariantsList()).containsExactly("dc-m");
  }

  @Test
  void hello_wrongProtocol_endsWithFailedPrecondition() throws Exception {
    EdgeClient edge = EdgeClient.connect(node().node.grpcPort());
    open.add(edge);
    edge.send(EdgeMessage.newBuilder().setHello(Hello.newBuilder().setProtocol(2)));
    assertThat(edge.status()).isEqualTo(GrpcStatus.FAILED_PRECONDITION);
  }

  @Test
  void escalation_beforeHello_endsWithInvalidArgument() throws Exception {
    EdgeClient edge = EdgeClient.connect(node().node.grpcPort());
    open.add(edge);
    edge.escalate(Fixtures.escalation(1));
    assertThat(edge.status()).isEqualTo(GrpcStatus.INVALID_ARGUMENT);
  }

  @Test
  void escalation_soundPicture_isAnsweredWithLogits() throws Exception {
    TestNode node = node();
    EdgeClient edge = edge(node);
    edge.escalate(Fixtures.escalation(5));
    Answer answer = edge.next().getAnswer();
    assertThat(answer.getRequestId()).isEqualTo(Fixtures.id(5));
    assertThat(answer.getVariant()).isEqualTo("dc-m");
    assertThat(answer.getVariantHash().size()).isEqualTo(32);
    assertThat(answer.getLogitsList()).hasSize(2);
    assertThat(answer.getLogits(0)).isBetween(97f, 103f);
    assertThat(answer.getBatchFrames()).isEqualTo(1);
    assertThat(answer.getEnergySource()).isEqualTo("modelled");
    assertThat(answer.getEnergyMicrojoules()).isPositive();
    awaitRead(edge); // an answer is counted when it was written
    assertThat(node.node.meters().frames(FrameOutcome.ANSWERED)).isEqualTo(1);
  }

  @Test
  void escalation_pictureOverVertxDefaultMessageSize_isAnswered() throws Exception {
    EdgeClient edge = edge(node());
    Escalation big = Fixtures.escalation(1).toBuilder().setPayload(Fixtures.noise(700)).build();
    assertThat(big.getPayload().size()).isGreaterThan(300_000);
    edge.escalate(big);
    assertAnswered(edge.next(), 1);
  }

  @Test
  void escalation_messageOverTheLimit_endsWithResourceExhausted() throws Exception {
    EdgeClient edge = edge(node("frame.max-bytes", "64KiB"));
    edge.escalate(Fixtures.escalation(1).toBuilder().setPayload(Fixtures.noise(400)).build());
    assertThat(edge.status()).isEqualTo(GrpcStatus.RESOURCE_EXHAUSTED);
  }

  @Test
  void escalation_queueFull_isRefusedAtOnce() throws Exception {
    TestNode node = node("queue.max-frames", "2");
    EdgeClient edge = edge(node);
    occupy(node, edge);
    for (long id = 2; id <= 4; id++) {
      edge.escalate(Fixtures.escalation(id));
    }
    assertRefused(edge.next(), 4, ErrorCode.OVERLOADED);
    node.engine.release();
    for (long id = 1; id <= 3; id++) {
      assertAnswered(edge.next(), id);
    }
  }

  @Test
  void escalation_framesWaiting_areComputedTogether() throws Exception {
    TestNode node = node("batch.max-frames", "4");
    EdgeClient edge = edge(node);
    occupy(node, edge);
    for (long id = 2; id <= 4; id++) {
      edge.escalate(Fixtures.escalation(id));
    }
    awaitRead(edge);
    node.engine.release();
    assertThat(edge.next().getAnswer().getBatchFrames()).isEqualTo(1);
    assertThat(edge.next().getAnswer().getBatchFrames()).isEqualTo(3);
  }

  @Test
  void escalation_budgetSpentInTheQueue_isRefusedAndNeverComputed() throws Exception {
    TestNode node = node();
    EdgeClient edge = edge(node);
    occupy(node, edge);
    edge.escalate(Fixtures.escalation(2).toBuilder().setBudgetMicros(3_000).build());
    awaitRead(edge);
    int runs = node.engine.batches().size();
    node.advanceMillis(3);
    node.engine.release();
    assertAnswered(edge.next(), 1);
    assertRefused(edge.next(), 2, ErrorCode.EXPIRED);
    assertThat(node.engine.batches()).hasSize(runs);
  }

  @Test
  void escalation_noBudget_isRefusedAsExpired() throws Exception {
    EdgeClient edge = edge(node());
    edge.escalate(Fixtures.escalation(1).toBuilder().setBudgetMicros(0).build());
    assertRefused(edge.next(), 1, ErrorCode.EXPIRED);
  }

  @Test
  void escalation_badPictureBetweenGoodOnes_isRefusedByItself() throws Exception {
    TestNode node = node("batch.max-frames", "4");
    EdgeClient edge = edge(node);
    occupy(node, edge);
    edge.escalate(Fixtures.escalation(2));
    edge.escalate(Fixtures.escalation(3).toBuilder().setPayload(Fixtures.undecodable()).build());
    edge.escalate(Fixtures.escalation(4));
    edge.escalate(Fixtures.escalation(5).toBuilder().setPayload(Fixtures.id(5)).build());
    assertRefused(edge.next(), 5, ErrorCode.BAD_PAYLOAD);
    node.engine.release();
    assertAnswered(edge.next(), 1);
    assertRefused(edge.next(), 3, ErrorCode.BAD_PAYLOAD);
    assertAnswered(edge.next(), 2);
    assertAnswered(edge.next(), 4);
  }

  @Test
  void escalation_unknownManifest_isRefusedAsUnknownVersion() throws Exception {
    EdgeClient edge = edge(node());
    edge.escalate(Fixtures.escalation(1).toBuilder().setManifestHashPrefix(1).build());
    assertRefused(edge.next(), 1, ErrorCode.UNKNOWN_VERSION);
  }

  @Test
  @NodeHealth.ErrorsExpected
  void escalation_engineFails_isInternalAndTheNodeGoesOn() throws Exception {
    TestNode node = node();
    EdgeClient edge = edge(node);
    node.engine.failing(true);
    edge.escalate(Fixtures.escalation(1));
    assertRefused(edge.next(), 1, ErrorCode.INTERNAL);
    node.engine.failing(false);
    edge.escalate(Fixtures.escalation(2));
    assertAnswered(edge.next(), 2);
  }

  @Test
  void cancel_queuedFrame_isNeverComputed() throws Exception {
    TestNode node = node();
    EdgeClient edge = edge(node);
    occupy(node, edge);
    edge.escalate(Fixtures.escalation(2));
    edge.cancel(Fixtures.id(2));
    awaitRead(edge);
    int runs = node.engine.batches().size();
    node.engine.release();
    assertAnswered(edge.next(), 1);
    edge.escalate(Fixtures.escalation(3));
    assertAnswered(edge.next(), 3);
    assertThat(node.engine.batches()).hasSize(runs + 1);
    assertThat(node.node.meters().frames(FrameOutcome.CANCELLED)).isEqualTo(1);
  }

  @Test
  void stream_droppedMidWork_discardsItsQueueAndServesOthers() throws Exception {
    TestNode node = node();
    EdgeClient dropped = edge(node);
    EdgeClient other = edge(node);
    occupy(node, dropped);
    dropped.escalate(Fixtures.escalation(2));
    dropped.escalate(Fixtures.escalation(3));
    awaitRead(dropped);
    int runs = node.engine.batches().size();
    dropped.close();
    TestNode.eventually("stream closed", () -> node.node.meters().streamsOpen() == 1);
    node.engine.release();
    other.escalate(Fixtures.escalation(1));
    assertAnswered(other.next(), 1);
    assertThat(node.engine.batches()).hasSize(runs + 1);
    assertThat(node.node.meters().frames(FrameOutcome.STREAM_CLOSED)).isEqualTo(3);
    assertThat(node.node.queueDepth()).isZero();
  }

  @Test
  void streams_two_useTheSameIdsAndGetTheirOwnAnswers() throws Exception {
    TestNode node = node("batch.max-frames", "4");
    EdgeClient first = edge(node);
    EdgeClient second = edge(node);
    for (long id = 1; id <= 20; id++) {
      first.escalate(Fixtures.escalation(id));
      second.escalate(Fixtures.escalation(id));
    }
    for (EdgeClient edge : List.of(first, second)) {
      List<Long> ids = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Answer answer = edge.next().getAnswer();
        ids.add(answer.getRequestId().asReadOnlyByteBuffer().getLong(8));
      }
      assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id >= 1 && id <= 20);
    }
    awaitRead(second); // both streams are on one event loop
    assertThat(node.node.meters().frames(FrameOutcome.ANSWERED)).isEqualTo(40);
  }

  @Test
  void streams_moreThanAllowed_endWithResourceExhausted() throws Exception {
    TestNode node = node("streams.max", "1");
    edge(node);
    EdgeClient second = node.edge();
    open.add(second);
    assertThat(second.status()).isEqualTo(GrpcStatus.RESOURCE_EXHAUSTED);
  }

  @Test
  void finish_workInFlight_isAnsweredBeforeTheStreamEnds() throws Exception {
    TestNode node = node();
    EdgeClient edge = edge(node);
    occupy(node, edge);
    edge.finish();
    node.engine.release();
    assertAnswered(edge.next(), 1);
    assertThat(edge.status()).isEqualTo(GrpcStatus.OK);
  }

  @Test
  void close_workQueued_isAnsweredNewWorkRefusedAndEverythingClosed() throws Exception {
    TestNode node = node();
    EdgeClient edge = edge(node);
    occupy(node, edge);
    edge.escalate(Fixtures.escalation(2));
    awaitRead(edge);
    Thread closing = new Thread(node.node::close);
    closing.start();
    TestNode.eventually("stopping", () -> statusOf(node) == 503);
    edge.escalate(Fixtures.escalation(3));
    assertRefused(edge.next(), 3, ErrorCode.OVERLOADED);
    node.engine.release();
    assertAnswered(edge.next(), 1);
    assertAnswered(edge.next(), 2);
    assertThat(edge.status()).isEqualTo(GrpcStatus.UNAVAILABLE);
    closing.join();
    assertThat(node.engine.isClosed()).isTrue();
    assertThat(node.engine.openLeases()).isZero();
  }

  private static int statusOf(TestNode node) {
    try {
      return node.get("/readyz").statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
