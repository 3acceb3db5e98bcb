package io.hawkvision.edge;

import static io.hawkvision.edge.EdgeUnderTest.answer;
import static io.hawkvision.edge.EdgeUnderTest.clearFrame;
import static io.hawkvision.edge.EdgeUnderTest.unsureFrame;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.hawkvision.edge.observe.EscalationResult;
import io.hawkvision.proto.ErrorCode;
import io.hawkvision.proto.Escalation;
import io.hawkvision.proto.Welcome;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.policy.Target;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("flow")
class EscalationFlowTest {

  private static FakeDatacenter datacenter() throws Exception {
    return new FakeDatacenter(EdgeUnderTest.family());
  }

  @Test
  void unsureFrame_goesToTheDatacenter_whichAnswers() throws Exception {
    try (FakeDatacenter dc = datacenter();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      byte[] frame = unsureFrame();
      JsonObject answer = answer(edge.post("?deadline_ms=10000", frame));

      assertThat(answer.getString("answered_by")).isEqualTo("dc");
      assertThat(answer.getString("variant")).isEqualTo("dc-m");
      assertThat(answer.getBoolean("degraded")).isFalse();
      assertThat(answer.containsKey("reason")).isFalse();
      assertThat(answer.getJsonArray("predictions").getJsonObject(0).getString("label"))
          .isEqualTo("green");
      Escalation sent = dc.taken();
      JsonObject escalation = answer.getJsonObject("escalation");
      assertThat(escalation.getString("level")).isEqualTo("jpeg-original");
      assertThat(escalation.getInteger("uplink_bytes")).isGreaterThan(frame.length);
      assertThat(escalation.getDouble("rtt_ms")).isNotNegative();
      JsonObject timing = answer.getJsonObject("timing_ms");
      assertThat(timing.fieldNames())
          .containsExactlyInAnyOrder(
              "queue", "decode", "infer", "escalate", "dc_queue", "dc_infer", "total");
      assertThat(timing.getDouble("dc_infer")).isEqualTo(0.05);

      Family family = EdgeUnderTest.family();
      assertThat(sent.getPayload().toByteArray()).isEqualTo(frame);
      assertThat(sent.getRequestId().size()).isEqualTo(16);
      assertThat(sent.getFamily()).isEqualTo("colours");
      assertThat(sent.getVersion()).isEqualTo(1);
      assertThat(sent.getManifestHashPrefix()).isEqualTo(family.manifestHashPrefix());
      assertThat(sent.getVariant()).isEqualTo("dc-m");
      assertThat(sent.getBudgetMicros()).isBetween(1, 10_000_000);
    }
  }

  @Test
  void clearFrame_staysAtTheEdge_thoughTheLinkIsUp() throws Exception {
    try (FakeDatacenter dc = datacenter();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      JsonObject answer = answer(edge.post("", clearFrame()));

      assertThat(answer.getString("answered_by")).isEqualTo("edge");
      assertThat(answer.getString("variant")).isEqualTo("edge-s");
      assertThat(answer.getBoolean("degraded")).isFalse();
      assertThat(dc.escalations).isEmpty();
    }
  }

  @Test
  void targetThatIsNotProven_goesToTheBestVariant_andSaysWhatIsMissing() throws Exception {
    try (FakeDatacenter dc = datacenter();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      JsonObject first = accuracy(edge, "?accuracy=0.979");
      assertThat(first.getString("guarantee")).isEqualTo("not_yet");
      assertThat(first.getDouble("lower_bound")).isBetween(0.97, 0.979);
      Eventually.holds(() -> edge.edge.plans().isSettled("colours", Target.absolute(0.979)));
      JsonObject settled = accuracy(edge, "?accuracy=0.979");
      assertThat(settled.getString("guarantee")).isEqualTo("not_yet");
      assertThat(settled.getLong("missing_frames")).isPositive();
      assertThat(settled.containsKey("certificate")).isFalse();
    }
  }

  /** What a clear frame is told, which must have gone to the datacenter all the same. */
  private static JsonObject accuracy(EdgeUnderTest edge, String query) throws Exception {
    JsonObject answer = answer(edge.post(query, clearFrame()));
    assertThat(answer.getString("answered_by")).isEqualTo("dc");
    assertThat(answer.getBoolean("degraded")).isFalse();
    return answer.getJsonObject("accuracy");
  }

  @Test
  void relativeAndAgreementTargets_sayWhatIsProven() throws Exception {
    try (FakeDatacenter dc = datacenter();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      JsonObject relative = edge.certified("?accuracy_loss=0.0205").getJsonObject("accuracy");
      assertThat(relative.getDouble("loss_upper_bound")).isEqualTo(0.02);
      assertThat(relative.containsKey("lower_bound")).isFalse();
      JsonObject agreement = edge.certified("?agreement=0.95").getJsonObject("accuracy");
      assertThat(agreement.getDouble("lower_bound")).isEqualTo(0.95);
    }
  }

  @Test
  void datacenterSilent_deadlinePasses_edgeAnswersDegradedAndCancels() throws Exception {
    try (FakeDatacenter dc = datacenter().silent();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      JsonObject answer = answer(edge.post("?deadline_ms=1500", unsureFrame()));

      assertDegraded(answer, "deadline");
      assertThat(dc.cancels.poll(20, TimeUnit.SECONDS)).isEqualTo(dc.taken().getRequestId());
      assertThat(edge.counted(EscalationResult.DEADLINE)).isEqualTo(1);
    }
  }

  @Test
  void lateAnswer_isCountedAndIgnored() throws Exception {
    try (FakeDatacenter dc = datacenter().silent();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      assertDegraded(answer(edge.post("?deadline_ms=1500", unsureFrame())), "deadline");

      dc.answer(dc.taken());

      Eventually.holds(() -> edge.counted(EscalationResult.LATE) == 1);
      assertThat(edge.counted(EscalationResult.ANSWERED)).isZero();
    }
  }

  @Test
  void secondAnswer_isCountedAndIgnored() throws Exception {
    try (FakeDatacenter dc =
            datacenter()
                .behaving(
                    (self, asked) -> {
                      self.answer(asked);
                      self.answer(asked);
                    });
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      assertThat(answer(edge.post("", unsureFrame())).getString("answered_by")).isEqualTo("dc");

      Eventually.holds(() -> edge.counted(EscalationResult.UNEXPECTED) == 1);
      assertThat(edge.counted(EscalationResult.ANSWERED)).isEqualTo(1);
    }
  }

  @Test
  void answersOutOfOrder_reachTheirOwnFrames() throws Exception {
    List<byte[]> frames =
        List.of(
            EdgeUnderTest.picture(24, 24, 134, 128, 128),
            EdgeUnderTest.picture(48, 32, 134, 128, 128),
            EdgeUnderTest.picture(64, 64, 134, 128, 128));
    try (FakeDatacenter dc = datacenter().silent();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      List<CompletableFuture<HttpResponse<String>>> posted =
          frames.stream().map(frame -> edge.posting("", frame)).toList();
      List<Escalation> held = List.of(dc.taken(), dc.taken(), dc.taken());
      for (int i = 2; i >= 0; i--) {
        int label = indexOf(frames, held.get(i).getPayload().toByteArray());
        dc.send(held.get(i), dc.answerTo(held.get(i)).setLogits(label, 50).build());
      }
      List<String> labels = EdgeUnderTest.family().labels();
      for (int i = 0; i < 3; i++) {
        JsonObject answer = answer(posted.get(i).get(30, TimeUnit.SECONDS));
        assertThat(answer.getJsonArray("predictions").getJsonObject(0).getString("label"))
            .isEqualTo(labels.get(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"OVERLOADED", "EXPIRED", "BAD_PAYLOAD", "INTERNAL"})
  void refusal_givesTheEdgesAnswer_andKeepsTheRoute(ErrorCode code) throws Exception {
    try (FakeDatacenter dc = datacenter().behaving((self, asked) -> self.refuse(asked, code));
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      assertDegraded(answer(edge.post("", unsureFrame())), "dc-refused");
      assertDegraded(answer(edge.post("", unsureFrame())), "dc-refused");
      assertThat(dc.escalations).hasSize(2);
      assertThat(edge.counted(EscalationResult.valueOf(code.name()))).isEqualTo(2);
    }
  }

  @Test
  void unknownVersion_closesTheRoute_untilTheNextWelcome() throws Exception {
    try (FakeDatacenter dc =
            datacenter().behaving((self, asked) -> self.refuse(asked, ErrorCode.UNKNOWN_VERSION));
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      assertDegraded(answer(edge.post("", unsureFrame())), "dc-refused");
      assertDegraded(answer(edge.post("", unsureFrame())), "link-down");
      assertThat(dc.escalations).hasSize(1);
      assertThat(edge.edge.escalator().status().routes()).isEmpty();
    }
  }

  @Test
  void answerOfAnotherNetwork_isNotBelieved() throws Exception {
    try (FakeDatacenter dc =
            datacenter()
                .behaving(
                    (self, asked) ->
                        self.send(asked, self.answerTo(asked).clearVariantHash().build()));
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      assertDegraded(answer(edge.post("", unsureFrame())), "dc-refused");
      assertThat(edge.counted(EscalationResult.INVALID)).isEqualTo(1);
    }
  }

  @Test
  void answerWithTooFewLogits_isNotBelieved() throws Exception {
    try (FakeDatacenter dc =
            datacenter()
                .behaving(
                    (self, asked) -> self.send(asked, self.answerTo(asked).clearLogits().build()));
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      assertDegraded(answer(edge.post("", unsureFrame())), "dc-refused");
    }
  }

  @Test
  void manifestHashDiffers_routeStaysClosed() throws Exception {
    Family family = EdgeUnderTest.family();
    Welcome.Builder other = FakeDatacenter.welcomeFor(family).toBuilder();
    other.getFamiliesBuilder(0).setManifestHash(ByteString.copyFrom(new byte[32]));
    try (FakeDatacenter dc = datacenter().welcoming(other.build());
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      assertDegraded(answer(edge.post("", unsureFrame())), "link-down");
      assertThat(dc.escalations).isEmpty();
    }
  }

  @Test
  void protocolDiffers_linkStaysDown() throws Exception {
    Welcome other =
        FakeDatacenter.welcomeFor(EdgeUnderTest.family()).toBuilder().setProtocol(2).build();
    try (FakeDatacenter dc = datacenter().welcoming(other);
        EdgeUnderTest edge = EdgeUnderTest.pointedAt(dc.port(), Optional.empty(), Map.of())) {
      Eventually.holds(() -> dc.hellos.size() >= 2);
      assertThat(edge.edge.escalator().status().state()).isEqualTo("down");
      assertDegraded(answer(edge.post("", unsureFrame())), "link-down");
    }
  }

  @Test
  void hello_namesWhatTheEdgeServes() throws Exception {
    try (FakeDatacenter dc = datacenter();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      var hello = dc.hellos.poll(20, TimeUnit.SECONDS);
      assertThat(hello).isNotNull();
      assertThat(hello.getProtocol()).isEqualTo(1);
      assertThat(hello.getFamilies(0).getName()).isEqualTo("colours");
      assertThat(hello.getFamilies(0).getManifestHash().toByteArray())
          .isEqualTo(EdgeUnderTest.family().manifestHashBytes());
      assertThat(edge.edge.escalator().status().routes()).containsExactly("colours/dc-m");
    }
  }

  @Test
  void datacenterKilled_everyFrameIsAnswered_andEscalationResumes() throws Exception {
    try (FakeDatacenter dc = datacenter();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      assertThat(answer(edge.post("", unsureFrame())).getString("answered_by")).isEqualTo("dc");

      dc.kill();
      edge.awaitLink("down");
      for (int i = 0; i < 5; i++) {
        assertDegraded(answer(edge.post("", unsureFrame())), "link-down");
      }

      dc.restart();
      edge.awaitLink("up");
      assertThat(answer(edge.post("", unsureFrame())).getString("answered_by")).isEqualTo("dc");
    }
  }

  @Test
  void datacenterKilledWithFramesUnanswered_thoseAreAnsweredAtOnce() throws Exception {
    try (FakeDatacenter dc = datacenter().silent();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc)) {
      List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        waiting.add(edge.posting("?deadline_ms=60000", unsureFrame()));
        dc.taken();
      }

      dc.kill();

      for (CompletableFuture<HttpResponse<String>> posted : waiting) {
        assertDegraded(answer(posted.get(30, TimeUnit.SECONDS)), "link-down");
      }
    }
  }

  @Test
  void pathGoesSilent_pingsNotice_andEscalationResumes() throws Exception {
    try (FakeDatacenter dc = datacenter();
        SilencedPath path = new SilencedPath(dc.port());
        EdgeUnderTest edge =
            EdgeUnderTest.pointedAt(
                path.port(),
                Optional.empty(),
                Map.of("escalation.ping-interval", "50ms", "escalation.ping-timeout", "500ms"))) {
      edge.awaitLink("up");
      assertThat(answer(edge.post("", unsureFrame())).getString("answered_by")).isEqualTo("dc");

      path.silenceOpenConnections();
      edge.awaitLink("down");
      edge.awaitLink("up");

      assertThat(answer(edge.post("", unsureFrame())).getString("answered_by")).isEqualTo("dc");
    }
  }

  @Test
  void answersStopThoughPingsGoOn_streamIsReplaced() throws Exception {
    try (FakeDatacenter dc = datacenter().silent();
        EdgeUnderTest edge =
            EdgeUnderTest.linkedTo(
                dc,
                Map.of("escalation.ping-interval", "50ms", "escalation.ping-timeout", "500ms"))) {
      boolean replaced = false;
      for (int i = 0; i < 200 && !replaced; i++) {
        HttpResponse<String> response = edge.post("?deadline_ms=100", unsureFrame());
        // a busy machine may need longer than that for its own network: 504, and the next frame
        replaced = response.statusCode() == 200 && response.body().contains("link-down");
      }
      assertThat(replaced).isTrue();

      edge.awaitLink("up");
    }
  }

  @Test
  void windowFull_givesTheEdgesAnswerAtOnce() throws Exception {
    try (FakeDatacenter dc = datacenter().silent();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc, Map.of("escalation.window", "2"))) {
      CompletableFuture<HttpResponse<String>> first = edge.posting("", unsureFrame());
      Escalation one = dc.taken();
      CompletableFuture<HttpResponse<String>> second = edge.posting("", unsureFrame());
      Escalation two = dc.taken();

      assertDegraded(answer(edge.post("", unsureFrame())), "dc-refused");

      dc.answer(one);
      dc.answer(two);
      assertThat(answer(first.get(30, TimeUnit.SECONDS)).getString("answered_by")).isEqualTo("dc");
      assertThat(answer(second.get(30, TimeUnit.SECONDS)).getString("answered_by")).isEqualTo("dc");
      assertThat(edge.counted(EscalationResult.WINDOW_FULL)).isEqualTo(1);
    }
  }

  @Test
  void noDatacenterConfigured_unsureFramesAreDegraded_clearOnesAreNot() throws Exception {
    try (EdgeUnderTest edge = EdgeUnderTest.alone()) {
      JsonObject degraded = answer(edge.post("", unsureFrame()));
      assertDegraded(degraded, "link-down");
      // In the lowest band the table has the edge right on every second frame.
      JsonObject accuracy = degraded.getJsonObject("accuracy");
      assertThat(accuracy.getDouble("lower_bound")).isBetween(0.4, 0.5);
      assertThat(accuracy.getString("scope")).isEqualTo("score-band");
      assertThat(accuracy.getString("guarantee")).isEqualTo("best_effort");
      assertThat(answer(edge.post("", clearFrame())).getBoolean("degraded")).isFalse();
    }
  }

  private static int indexOf(List<byte[]> frames, byte[] wanted) {
    for (int i = 0; i < frames.size(); i++) {
      if (Arrays.equals(frames.get(i), wanted)) {
        return i;
      }
    }
    throw new AssertionError("the payload is none of the frames");
  }

  private static void assertDegraded(JsonObject answer, String reason) {
    assertThat(answer.getString("answered_by")).isEqualTo("edge");
    assertThat(answer.getBoolean("degraded")).isTrue();
    assertThat(answer.getString("reason")).isEqualTo(reason);
    assertThat(answer.containsKey("escalation")).isFalse();
    assertThat(answer.getJsonArray("predictions").getJsonObject(0).getString("label"))
        .isEqualTo("red");
  }
}
