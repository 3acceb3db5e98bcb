package io.hawkvision.edge;

import static io.hawkvision.edge.EdgeUnderTest.answer;
import static io.hawkvision.edge.EdgeUnderTest.clearFrame;
import static io.hawkvision.edge.EdgeUnderTest.unsureFrame;
import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.proto.ErrorCode;
import io.hawkvision.proto.Escalation;
import io.hawkvision.zoo.family.Family;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames of all kinds, posted, labelled by a human, and read back for a calibration. */
@Tag("flow")
class LabelFlowTest {
  private static final String LABELS = "/v1/families/colours/labels";

  @TempDir Path folder;
  private Map<String, String> settings = Map.of();

  @BeforeEach
  void writeToken() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "secret\n");
    settings =
        Map.of(
            "watch.audit-rate", "1",
            "watch.audits-per-second", "100000",
            "watch.label-token-file", token.toString());
  }

  private static String post(EdgeUnderTest edge, byte[] picture, String by) throws Exception {
    HttpRequest request = edge.request("", picture).header("X-Camera-Id", "gate-" + by).build();
    JsonObject answer = answer(edge.send(request));
    assertThat(answer.getString("answered_by")).isEqualTo(by);
    return answer.getString("id");
  }

  private static HttpResponse<String> label(EdgeUnderTest edge, String id, String label)
      throws Exception {
    return edge.send(
        HttpRequest.newBuilder(edge.uri("/v1/frames/" + id + "/label"))
            .header("Authorization", "Bearer secret")
            .POST(HttpRequest.BodyPublishers.ofString("{\"label\":\"" + label + "\"}"))
            .build());
  }

  /** The answer leaves before its audit ends. */
  private static void labelled(EdgeUnderTest edge, String id, String label) {
    Eventually.holds(
        () -> {
          try {
            return label(edge, id, label).statusCode() == 200;
          } catch (Exception failed) {
            throw new AssertionError(failed);
          }
        });
  }

  private static HttpResponse<String> labels(EdgeUnderTest edge, String query) throws Exception {
    return edge.send(
        HttpRequest.newBuilder(edge.uri(LABELS + query))
            .header("Authorization", "Bearer secret")
            .build());
  }

  @Test
  void framesOfBothAnswerers_labelled_areRowsForACalibration() throws Exception {
    Family family = EdgeUnderTest.family();
    try (FakeDatacenter dc = new FakeDatacenter(family);
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc, settings)) {
      edge.certified("");
      String local = post(edge, clearFrame(), "edge");
      labelled(edge, local, "red");
      dc.escalations.clear();
      String escalated = post(edge, unsureFrame(), "dc");
      labelled(edge, escalated, "green");
      Escalation once = dc.taken();
      assertThat(once.getVariant()).isEqualTo("dc-m");
      assertThat(dc.escalations).as("what the best variant answered is not asked again").isEmpty();

      JsonObject document = answer(labels(edge, ""));
      assertThat(document.getString("family")).isEqualTo("colours");
      assertThat(document.getJsonArray("labels")).hasSize(2);
      JsonObject first = document.getJsonArray("labels").getJsonObject(0);
      assertRow(first, local, "gate-edge", "red");
      assertThat(first.getDouble("margin")).isGreaterThan(0.5);
      JsonObject second = document.getJsonArray("labels").getJsonObject(1);
      assertRow(second, escalated, "gate-dc", "green");
      assertThat(second.getDouble("margin")).isLessThan(0.5);
      assertThat(second.getString("edge")).isEqualTo("red");
    }
  }

  private static void assertRow(JsonObject row, String id, String camera, String label)
      throws Exception {
    assertThat(row.fieldNames())
        .containsExactlyInAnyOrder(
            "id",
            "camera",
            "margin",
            "max_probability",
            "entropy",
            "edge",
            "best",
            "label",
            "uniform",
            "audited_at",
            "labelled_at",
            "manifest");
    assertThat(row.getString("id")).isEqualTo(id);
    assertThat(row.getString("camera")).isEqualTo(camera);
    assertThat(row.getString("best")).isEqualTo("green");
    assertThat(row.getString("label")).isEqualTo(label);
    assertThat(row.getBoolean("uniform")).isTrue();
    assertThat(row.getDouble("max_probability")).isBetween(row.getDouble("margin"), 1.0);
    assertThat(row.getDouble("entropy")).isNotNegative();
    assertThat(row.getString("manifest")).isEqualTo(EdgeUnderTest.family().manifestHash());
    assertThat(Instant.parse(row.getString("audited_at")))
        .isBeforeOrEqualTo(Instant.parse(row.getString("labelled_at")));
  }

  private static void awaitAudit(EdgeUnderTest edge) throws Exception {
    for (int attempt = 0; attempt < 1000; attempt++) {
      JsonArray targets = answer(edge.get("/v1/families/colours/watch")).getJsonArray("targets");
      if (!targets.isEmpty() && targets.getJsonObject(0).getLong("audits") > 0) {
        return;
      }
      LockSupport.parkNanos(5_000_000);
    }
    throw new AssertionError("no audit came back");
  }

  /**
   * The datacenter refuses the escalation: its audit asks again, and the frame stays in the sample.
   */
  @Test
  void degradedFrame_isSampledByAnAuditOfItsOwn() throws Exception {
    Family family = EdgeUnderTest.family();
    try (FakeDatacenter dc = new FakeDatacenter(family);
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc, settings)) {
      edge.certified("");
      awaitAudit(edge); // of that frame: it must not meet the refusal
      dc.behaving(
          (self, asked) -> {
            dc.behaving(FakeDatacenter::answer);
            self.refuse(asked, ErrorCode.OVERLOADED);
          });
      String id = post(edge, unsureFrame(), "edge");
      labelled(edge, id, "green");
      JsonObject row = answer(labels(edge, "")).getJsonArray("labels").getJsonObject(0);
      assertRow(row, id, "gate-edge", "green");
    }
  }

  @Test
  void labels_ofAnotherManifest_areNotGiven_andWithoutTheTokenNone() throws Exception {
    Family family = EdgeUnderTest.family();
    try (FakeDatacenter dc = new FakeDatacenter(family);
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc, settings)) {
      edge.certified("");
      labelled(edge, post(edge, clearFrame(), "edge"), "red");
      String mine = "?manifest=" + family.manifestHash();
      assertThat(answer(labels(edge, mine)).getJsonArray("labels")).hasSize(1);
      assertThat(answer(labels(edge, "?manifest=ab")).getJsonArray("labels")).isEmpty();
      assertThat(edge.get(LABELS).statusCode()).isEqualTo(401);
    }
  }
}
