package io.hawkvision.dc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("flow")
@Timeout(120)
@ExtendWith(NodeHealth.class)
class StatusPortFlowTest {
  @TempDir private Path directory;

  private TestNode node;

  @BeforeEach
  void start() throws Exception {
    node = TestNode.start(directory, "queue.max-frames", "77");
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void livez_runningNode_isLive() throws Exception {
    HttpResponse<String> response = node.get("/livez");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(response.body()).getBoolean("live")).isTrue();
  }

  @Test
  void readyz_checkedModels_namesFamiliesVariantsAndEngines() throws Exception {
    HttpResponse<String> response = node.get("/readyz");
    assertThat(response.statusCode()).isEqualTo(200);
    JsonObject family = new JsonObject(response.body()).getJsonArray("families").getJsonObject(0);
    assertThat(family.getString("name")).isEqualTo("signs");
    assertThat(family.getInteger("golden_vectors")).isEqualTo(1);
    JsonObject variant = family.getJsonArray("variants").getJsonObject(0);
    assertThat(variant.getString("name")).isEqualTo("dc-m");
    assertThat(variant.getString("engine")).isEqualTo("fake");
  }

  @Test
  void metrics_afterAnAnswer_showFramesStagesBatchesAndQueue() throws Exception {
    try (EdgeClient edge = node.edge()) {
      assertThat(edge.next().hasWelcome()).isTrue();
      edge.escalate(Fixtures.escalation(1));
      assertThat(edge.next().hasAnswer()).isTrue();
      edge.escalate(Fixtures.escalation(2).toBuilder().setFamily("none").build());
      assertThat(edge.next().hasRefusal()).isTrue(); // so the answer before is counted
      String metrics = node.get("/metrics").body();
      assertThat(metrics)
          .contains("dc_frames_total{outcome=\"answered\"} 1.0")
          .contains("dc_frames_total{outcome=\"overloaded\"} 0.0")
          .contains("dc_stage_duration_seconds_count{stage=\"queue\"} 1")
          .contains("dc_stage_duration_seconds_count{stage=\"decode\"} 1")
          .contains("dc_stage_duration_seconds_count{stage=\"infer\"} 1")
          .contains("dc_stage_duration_seconds_count{stage=\"total\"} 1")
          .contains("dc_batch_size_frames_count 1")
          .containsPattern("dc_energy_joules_total\\{source=\"modelled\"} [0-9.E-]+\n")
          .doesNotContain("dc_idle_watts")
          .contains("dc_queue_depth 0.0")
          .contains("dc_queue_limit 77.0")
          .contains("dc_streams_open 1.0")
          .contains("dc_native_open{kind=\"ort-session\"} 0.0")
          .containsPattern("dc_build_info\\{java=\"[^\"]+\",version=\"[0-9][^\"]*\"} 1\n");
    }
  }

  @Test
  void anythingElse_isAProblemDocument() throws Exception {
    HttpResponse<String> missing = node.get("/v1/frames");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(new JsonObject(missing.body()).getString("type")).isEqualTo("/problems/not-found");
    HttpResponse<String> posted = node.request("POST", "/readyz");
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.headers().firstValue("allow")).contains("GET, HEAD");
  }
}
