package io.hawkvision.loadgen.infaas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.CapturedRun;
import io.hawkvision.loadgen.post.ServedFamilies;
import io.hawkvision.loadgen.post.ServedFamily;
import io.hawkvision.zoo.engine.NativeHandles;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole node on loopback with the shipped roadside family: 1.1, 3.7 and 19.3 MiB. */
@Tag("flow")
@Timeout(60)
class InfaasNodeTest {
  private static final Path ROOT = Path.of(System.getProperty("hawk.root"));
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Room for the smallest and one other. */
  private static final long TIGHT = 21L << 20;

  private static final long AMPLE = 64L << 20;
  private static final byte[] FRAME = new RoadsideCamera(7).frame(0).jpeg();
  private static final Family ROADSIDE = read();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicReference<Throwable> error = new AtomicReference<>();

  private static Family read() {
    try {
      return FamilyReader.read(ROOT.resolve("model-zoo/families/roadside"));
    } catch (InvalidFamilyException damaged) {
      throw new IllegalStateException(damaged);
    }
  }

  @AfterEach
  void nothingNativeIsLeft() {
    assertThat(error.get()).isNull();
    assertThat(NativeHandles.openByKind().values()).containsOnly(0L);
  }

  private InfaasNode start(long budget, double slowdown) throws Exception {
    EdgeBox box = new EdgeBox(2, new MemoryBudget(budget), new EdgeSlowdown(slowdown));
    return InfaasNode.start(box, List.of(ROADSIDE), 0, (thread, thrown) -> error.set(thrown));
  }

  private static HttpRequest frame(InfaasNode node, String query, byte[] body) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + node.port() + "/v1/frames?" + query))
        .timeout(Duration.ofSeconds(40))
        .header("Content-Type", "image/jpeg")
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private JsonNode answer(InfaasNode node, String query) throws Exception {
    HttpResponse<byte[]> response =
        client.send(frame(node, query, FRAME), BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).as(text(response.body())).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private byte[] page(InfaasNode node, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + node.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray()).body();
  }

  private long metric(InfaasNode node, String name) throws Exception {
    return text(page(node, "/metrics"))
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  @Test
  void frame_eachTarget_isAnsweredByTheAdequateVariant() throws Exception {
    try (InfaasNode node = start(AMPLE, 1)) {
      JsonNode easy = answer(node, "accuracy=0.85&deadline_ms=30000");
      JsonNode middle = answer(node, "family=roadside&accuracy=0.95&deadline_ms=30000");
      JsonNode hard = answer(node, "accuracy_loss=0&deadline_ms=30000");
      JsonNode beyond = answer(node, "accuracy=0.999&deadline_ms=30000");

      assertThat(easy.path("variant").asText()).isEqualTo("edge-s");
      assertThat(middle.path("variant").asText()).isEqualTo("dc-m");
      assertThat(hard.path("variant").asText()).isEqualTo("dc-l");
      assertThat(hard.path("degraded").asBoolean(true)).isFalse();
      assertThat(hard.path("answered_by").asText()).isEqualTo("edge");
      assertThat(hard.path("accuracy").path("guarantee").asText()).isEqualTo("best_effort");
      assertThat(hard.path("timing_ms").path("load").asDouble()).isPositive();
      assertThat(ROADSIDE.labels())
          .contains(hard.path("predictions").path(0).path("label").asText());
      assertThat(beyond.path("reason").asText()).isEqualTo("target-unattainable");
      assertThat(beyond.path("variant").asText()).isEqualTo("dc-l");
      assertThat(metric(node, "infaas_swaps_total")).isEqualTo(2);
      assertThat(NativeHandles.open("ort-session")).isEqualTo(3);
    }
  }

  @Test
  void frame_tightBudget_swapsAndClosesWhatLeft() throws Exception {
    try (InfaasNode node = start(TIGHT, 1)) {
      for (int round = 0; round < 2; round++) {
        assertThat(answer(node, "accuracy=0.95&deadline_ms=30000").path("variant").asText())
            .isIn("dc-m", "dc-l");
        assertThat(answer(node, "accuracy=0.98&deadline_ms=30000").path("variant").asText())
            .isEqualTo("dc-l");
      }
      assertThat(metric(node, "infaas_swaps_total")).isEqualTo(2); // dc-l serves 0.95, too
      assertThat(metric(node, "infaas_evictions_total")).isEqualTo(1);
      assertThat(metric(node, "infaas_memory_bytes")).isLessThanOrEqualTo(TIGHT);
      assertThat(NativeHandles.open("ort-session")).isEqualTo(2);
    }
  }

  @Test
  void frame_nothingFits_is503() throws Exception {
    try (InfaasNode node = start(1 << 20, 1)) {
      HttpResponse<String> response =
          client.send(frame(node, "accuracy=0.5", FRAME), BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains("/problems/engine-unavailable");
    }
  }

  /** Loading takes 200 times its 15 ms or more of CPU time; the deadline is sooner. */
  @Test
  void frame_loadOutlastsTheDeadline_theSmallestAnswers() throws Exception {
    try (InfaasNode node = start(AMPLE, 200)) {
      JsonNode answer = answer(node, "accuracy=0.98&deadline_ms=2000");
      assertThat(answer.path("variant").asText()).isEqualTo("edge-s");
      assertThat(answer.path("degraded").asBoolean()).isTrue();
      assertThat(answer.path("reason").asText()).isEqualTo("deadline");
    }
  }

  /** The load and the run take longer than asking to end: the answer still comes. */
  @Test
  void close_frameUnderWay_isAnsweredFirst() throws Exception {
    CompletableFuture<HttpResponse<byte[]>> pending;
    try (InfaasNode node = start(AMPLE, 20)) {
      pending =
          client.sendAsync(
              frame(node, "accuracy=0.98&deadline_ms=30000", FRAME), BodyHandlers.ofByteArray());
      while (metric(node, "infaas_queue_depth{queue=\"in-flight\"}") == 0 && !pending.isDone()) {
        Thread.onSpinWait();
      }
    }
    assertThat(pending.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void frames_fiftyAtOnceWithSwaps_eachGetsOneAnswer() throws Exception {
    String[] targets = {"accuracy=0.85", "accuracy=0.95", "accuracy_loss=0", "agreement=0.9"};
    List<CompletableFuture<HttpResponse<byte[]>>> pending = new ArrayList<>();
    try (InfaasNode node = start(TIGHT, 1)) {
      for (int i = 0; i < 50; i++) {
        String query = targets[i % targets.length] + "&deadline_ms=30000";
        pending.add(client.sendAsync(frame(node, query, FRAME), BodyHandlers.ofByteArray()));
      }
      for (CompletableFuture<HttpResponse<byte[]>> each : pending) {
        HttpResponse<byte[]> response = each.get(40, TimeUnit.SECONDS);
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.path("degraded").asBoolean(true)).isFalse();
      }
      assertThat(metric(node, "infaas_frames_total{outcome=\"answered\"}")).isEqualTo(50);
      assertThat(metric(node, "infaas_queue_depth{queue=\"in-flight\"}")).isZero();
      assertThat(metric(node, "infaas_swaps_total")).isPositive();
    }
  }

  @Test
  void frame_notAcceptable_isAProblem() throws Exception {
    try (InfaasNode node = start(AMPLE, 1)) {
      assertThat(refusal(node, "accuracy=2", FRAME)).isEqualTo(422);
      assertThat(refusal(node, "accuracy=0.9&agreement=0.9", FRAME)).isEqualTo(422);
      assertThat(refusal(node, "deadline_ms=0", FRAME)).isEqualTo(422);
      assertThat(refusal(node, "colour=red", FRAME)).isEqualTo(422);
      assertThat(refusal(node, "family=nope", FRAME)).isEqualTo(404);
      assertThat(refusal(node, "", new byte[0])).isEqualTo(400);
      assertThat(refusal(node, "", new byte[] {1, 2, 3})).isEqualTo(415);
      assertThat(refusal(node, "", Buffer.buffer(FRAME).getBytes(0, 200))).isEqualTo(400);
      assertThat(answer(node, "deadline_ms=30000&accuracy=0.5").path("version").isInt()).isTrue();
    }
  }

  private int refusal(InfaasNode node, String query, byte[] body) throws Exception {
    HttpResponse<String> response = client.send(frame(node, query, body), BodyHandlers.ofString());
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    return response.statusCode();
  }

  @Test
  void families_areReadByLoadgenAsThoseOfAnEdge() throws Exception {
    try (InfaasNode node = start(AMPLE, 1)) {
      ServedFamily family =
          ServedFamilies.read(Buffer.buffer(page(node, "/v1/families"))).named("roadside");
      assertThat(family.labels()).isEqualTo(ROADSIDE.labels());
      assertThat(family.edgeAccuracy().orElseThrow()).isBetween(0.85, 0.93);
      assertThat(family.bestAccuracy().orElseThrow()).isBetween(0.97, 1.0);
      assertThat(JSON.readTree(page(node, "/readyz")).path("ready").asBoolean()).isTrue();
    }
  }

  @Test
  void command_wrongOptions_areRefused() {
    assertThat(run("--edge-slowdown", "0.5").exitCode()).isEqualTo(2);
    assertThat(run("--memory-budget", "much").exitCode()).isEqualTo(2);
    assertThat(run("--memory-budget", "0MiB").exitCode()).isEqualTo(2);
    assertThat(run("--workers", "-1").exitCode()).isEqualTo(2);
    assertThat(run("--port", "70000").exitCode()).isEqualTo(2);
  }

  private static CapturedRun run(String option, String value) {
    return CapturedRun.of(ROOT, "bench", "infaas-node", "--family", "roadside", option, value);
  }
}
