package io.hawkvision.loadgen.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.CapturedRun;
import io.hawkvision.loadgen.FakeEdge;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("flow")
@Timeout(60)
class SendDriftTest {
  @TempDir Path folder;

  private CapturedRun send(String url, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("send", "--camera=roadside", "--rate=500", "--url=" + url));
    arguments.addAll(List.of(more));
    return CapturedRun.of(folder, arguments.toArray(String[]::new));
  }

  private static FakeEdge roadside() {
    return FakeEdge.serving(Map.of("roadside", RoadsideCamera.LABELS));
  }

  @Test
  void send_driftAndWatchingNode_placesTheEventsAmongThePostedFrames() throws Exception {
    try (FakeEdge edge = roadside()) {
      edge.watch(
          new JsonObject()
              .put(
                  "targets",
                  new JsonArray()
                      .add(
                          new JsonObject()
                              .put("kind", "relative")
                              .put("target", 0.01)
                              .put("state", "recalibrate")
                              .put("frames", 60)
                              .put("audits", 6)
                              .put("alarmed_at_frame", 50)
                              .put("safe_at_frame", 50))));
      Path csv = folder.resolve("windows.csv");
      CapturedRun run =
          send(
              edge.url().toString(),
              "--frames=60",
              "--every=20",
              "--drift=night@30",
              "--window=25",
              "--window-csv=" + csv,
              "--json");
      assertThat(run.exitCode()).as(run.stderr()).isZero();
      assertThat(edge.frameUris()).hasSize(60);
      JsonNode target = new ObjectMapper().readTree(run.lastLine()).path("targets").path(0);
      assertThat(target.path("windows")).hasSize(3);
      JsonNode drift = target.path("drift");
      assertThat(drift.path("first_frame").asInt()).isBetween(30, 31);
      assertThat(drift.path("during").path("frames").asInt())
          .isEqualTo(50 - drift.path("first_frame").asInt());
      assertThat(drift.path("after").path("frames").asInt()).isEqualTo(10);
      assertThat(run.stdout()).contains("alarm after").doesNotContain("no watch page");
      assertThat(Files.readAllLines(csv)).hasSize(4);
    }
  }

  @Test
  void send_driftAndNodeWithoutWatch_saysSoInOneLineAndGoesOn() {
    try (FakeEdge edge = roadside()) {
      CapturedRun run = send(edge.url().toString(), "--frames=20", "--drift=rain@10");
      assertThat(run.exitCode()).isZero();
      assertThat(run.stdout())
          .containsOnlyOnce("no watch page: GET")
          .contains("/v1/families/roadside/watch: HTTP 404")
          .contains("during");
    }
  }

  @Test
  void send_windowWithoutDrift_showsWindowsOnly() {
    try (FakeEdge edge = roadside()) {
      CapturedRun run = send(edge.url().toString(), "--frames=20", "--window=10");
      assertThat(run.exitCode()).isZero();
      assertThat(run.stdout()).contains("10..19").doesNotContain("before").doesNotContain("watch");
    }
  }

  @Test
  void send_impossibleDriftsAndWindows_exitWith2AndNameAllProblems() {
    CapturedRun run =
        send(
            "http://127.0.0.1:1",
            "--drift=nihgt@5",
            "--drift=rain",
            "--drift=night@1",
            "--drift=night@2",
            "--drift=new-signs@1000",
            "--plot=x.png");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr())
        .contains("--drift: there is no drift 'nihgt' (did you mean 'night'?)")
        .contains("--drift: 'rain' does not say from which frame on: write rain@5000")
        .contains("--drift: night is given twice")
        .contains("--drift: new-signs@1000 begins after the last of 1000 frames")
        .contains("--plot and --window-csv need --window");
    CapturedRun photos =
        CapturedRun.of(folder, "send", "--images=.", "--drift=night@5", "--window=0");
    assertThat(photos.stderr())
        .contains("--drift needs --camera")
        .contains("--window must be positive");
    assertThat(send("http://127.0.0.1:1", "--window=5", "--frames=20000000").stderr())
        .contains("at most 10,000,000");
  }
}
