package io.hawkvision.edge;

import static io.hawkvision.edge.EdgeUnderTest.answer;
import static io.hawkvision.edge.EdgeUnderTest.clearFrame;
import static io.hawkvision.edge.EdgeUnderTest.unsureFrame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.edge.observe.EscalationResult;
import io.hawkvision.proto.Escalation;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("flow")
class BaselineFlowTest {
  private static final Map<String, String> EDGE_ONLY = Map.of("bench.system", "edge-only");
  private static final Map<String, String> DC_ONLY = Map.of("bench.system", "dc-only");

  private static Map<String, String> naive(double threshold) {
    return Map.of(
        "bench.system", "cascade",
        "bench.score", "max-probability",
        "bench.thresholds", "colours:" + threshold,
        "bench.picture", "network-input");
  }

  private static FakeDatacenter datacenter() throws Exception {
    return new FakeDatacenter(EdgeUnderTest.family());
  }

  private static void isBestEffort(JsonObject answer) {
    assertThat(answer.getBoolean("degraded")).isFalse();
    JsonObject accuracy = answer.getJsonObject("accuracy");
    assertThat(accuracy.getString("guarantee")).isEqualTo("best_effort");
    assertThat(accuracy.containsKey("certificate")).isFalse();
  }

  @Test
  void edgeOnly_answersEveryFrame_withoutADatacenter() throws Exception {
    try (EdgeUnderTest edge = EdgeUnderTest.alone(EDGE_ONLY)) {
      JsonObject answer = answer(edge.post("?accuracy=0.9999", unsureFrame()));
      assertThat(answer.getString("answered_by")).isEqualTo("edge");
      isBestEffort(answer);
    }
  }

  @Test
  void dcOnly_sendsEvenClearFrames_asPosted() throws Exception {
    try (FakeDatacenter dc = datacenter();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc, DC_ONLY)) {
      byte[] frame = clearFrame();
      JsonObject answer = answer(edge.post("", frame));
      assertThat(answer.getString("answered_by")).isEqualTo("dc");
      isBestEffort(answer);
      Escalation sent = dc.taken();
      assertThat(sent.getPayload().toByteArray()).isEqualTo(frame);
      assertThat(sent.getLevel()).isEqualTo("jpeg-original");
    }
  }

  @Test
  void dcOnly_silentDatacenter_theEdgeAnswersAtTheDeadline() throws Exception {
    try (FakeDatacenter dc = datacenter().silent();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc, DC_ONLY)) {
      JsonObject answer = answer(edge.post("?deadline_ms=1500", clearFrame()));
      assertThat(answer.getString("answered_by")).isEqualTo("edge");
      assertThat(answer.getBoolean("degraded")).isTrue();
      assertThat(answer.getString("reason")).isEqualTo("deadline");
      assertThat(edge.counted(EscalationResult.DEADLINE)).isEqualTo(1);
    }
  }

  @Test
  void dcOnly_withoutADatacenter_isDegraded() throws Exception {
    try (EdgeUnderTest edge = EdgeUnderTest.alone(DC_ONLY)) {
      JsonObject answer = answer(edge.post("", clearFrame()));
      assertThat(answer.getString("reason")).isEqualTo("link-down");
    }
  }

  @Test
  void dcOnly_brokenPicture_isRefusedAsEver() throws Exception {
    try (EdgeUnderTest edge = EdgeUnderTest.alone(DC_ONLY)) {
      byte[] broken = Arrays.copyOf(clearFrame(), 200);
      EdgeUnderTest.problem(edge.post("", broken), 400, "malformed-frame");
    }
  }

  @Test
  void cascade_comparesTheHighestProbability_onBothSidesOfTheThreshold() throws Exception {
    try (FakeDatacenter dc = datacenter();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc, naive(0.9))) {
      JsonObject sure = answer(edge.post("?accuracy=0.5", clearFrame()));
      assertThat(sure.getString("answered_by")).isEqualTo("edge");
      isBestEffort(sure);
      JsonObject unsure = answer(edge.post("?accuracy=0.5", unsureFrame()));
      assertThat(unsure.getString("answered_by")).isEqualTo("dc");
      isBestEffort(unsure);
    }
  }

  @Test
  void cascade_sendsPicturesAtNetworkInputSize() throws Exception {
    try (FakeDatacenter dc = datacenter();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc, naive(2))) {
      byte[] large = EdgeUnderTest.picture(640, 480, 250, 10, 10);
      JsonObject answer = answer(edge.post("", large));
      assertThat(answer.getJsonObject("escalation").getString("level")).isEqualTo("jpeg-input");
      Escalation sent = dc.taken();
      assertThat(sent.getLevel()).isEqualTo("jpeg-input");
      byte[] bytes = sent.getPayload().toByteArray();
      EncodedImage small = EncodedImage.probe(bytes, ImageLimits.DEFAULT);
      assertThat(small.width()).isLessThan(640);
      assertThat(bytes.length).isLessThan(large.length);
    }
  }

  @Test
  void cascade_pictureThatIsSmallAlready_travelsAsPosted() throws Exception {
    try (FakeDatacenter dc = datacenter();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc, naive(2))) {
      byte[] tiny = EdgeUnderTest.picture(4, 4, 250, 10, 10);
      answer(edge.post("", tiny));
      Escalation sent = dc.taken();
      assertThat(sent.getLevel()).isEqualTo("jpeg-original");
      assertThat(sent.getPayload().toByteArray()).isEqualTo(tiny);
    }
  }

  @Test
  void cascade_withoutAThresholdForAFamily_doesNotStart() throws Exception {
    EdgeConfig config =
        EdgeUnderTest.config(
            Map.of(
                "escalation.enabled", "false",
                "bench.system", "cascade",
                "bench.thresholds", "others:0.5",
                "bench.variant", "dc-x"),
            Optional.empty());
    assertThatThrownBy(() -> RunningEdge.start(config, error -> {}))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("bench.thresholds has none for family colours")
        .hasMessageContaining("no datacenter variant dc-x");
  }
}
