package io.hawkvision.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.CapturedRun;
import io.hawkvision.loadgen.FakeEdge;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("flow")
@Timeout(60)
class LoadCommandTest {
  @TempDir Path folder;
  private final ConcurrentLinkedQueue<String> pictures = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void writePhotos() throws IOException {
    for (int i = 0; i < 12; i++) {
      Path file = folder.resolve("photos").resolve(i % 2 == 0 ? "ant" : "bee").resolve(i + ".jpg");
      Files.createDirectories(file.getParent());
      Files.writeString(file, (i % 2 == 0 ? "a" : "b") + (i % 3 == 0 ? "D" : "-") + i);
    }
  }

  private FakeEdge edge() {
    return FakeEdge.behaving(
        (request, picture) -> {
          pictures.add(picture.toString());
          request.response().end(FakeEdge.answer(picture).toBuffer());
        });
  }

  private CapturedRun load(String url, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "bench",
                "load",
                "--warm-up=0",
                "--url",
                url,
                "--images",
                folder.resolve("photos").toString()));
    arguments.addAll(List.of(more));
    return CapturedRun.of(folder, arguments.toArray(String[]::new));
  }

  private static JsonNode json(CapturedRun run) throws IOException {
    return new ObjectMapper().readTree(run.lastLine());
  }

  /** Whether the generator kept its times depends on the machine of the test. */
  private static void exitsAsItIsValid(CapturedRun run) throws IOException {
    assertThat(run.exitCode()).isEqualTo(json(run).path("valid").asBoolean() ? 0 : 1);
    assertThat(run.stdout()).contains(json(run).path("valid").asBoolean() ? ": valid" : "INVALID");
  }

  @Test
  void server_camerasOfTheirOwnTargets_areAllServed() throws Exception {
    try (FakeEdge edge = edge()) {
      CapturedRun run =
          load(
              edge.url().toString(),
              "--cameras=3",
              "--camera-rate=50,100",
              "--accuracy=0.8,0.9",
              "--deadline-ms=500,600,700",
              "--arrivals=mmpp",
              "--burst-factor=2",
              "--frames=60",
              "--json");
      JsonNode json = json(run);
      exitsAsItIsValid(run);
      assertThat(json.path("scenario").asText()).isEqualTo("server");
      assertThat(json.path("frames").asInt()).isEqualTo(60);
      assertThat(json.path("errors").asInt()).isZero();
      assertThat(json.path("realised").asDouble()).isEqualTo(1);
      assertThat(json.path("proven_ms").isNull()).isTrue(); // 459 would be the fewest
      assertThat(edge.frameUris())
          .contains("/v1/frames?accuracy=0.8&family=letters&deadline_ms=500")
          .contains("/v1/frames?accuracy=0.9&family=letters&deadline_ms=600")
          .contains("/v1/frames?accuracy=0.8&family=letters&deadline_ms=700");
    }
  }

  @Test
  void server_recordedAndReplayed_sendsTheSameFrames() throws Exception {
    Path file = folder.resolve("arrivals.csv");
    List<String> recorded;
    try (FakeEdge edge = edge()) {
      load(edge.url().toString(), "--cameras=3", "--rate=300", "--frames=40", "--record=" + file);
      recorded = pictures.stream().sorted().toList();
    }
    pictures.clear();
    assertThat(Files.readAllLines(file)).hasSize(42).startsWith(ArrivalsFile.VERSION);
    try (FakeEdge edge = edge()) {
      CapturedRun run = load(edge.url().toString(), "--replay=" + file, "--json");
      exitsAsItIsValid(run);
      assertThat(pictures.stream().sorted().toList()).isEqualTo(recorded).hasSize(40);
    }
  }

  @Test
  void server_replayOfABadFile_exitsWith2AndNamesTheLine() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bad.csv"),
            ArrivalsFile.VERSION + "\n" + ArrivalsFile.COLUMNS + "\n1,cam,7,0,accuracy=2,,\n");
    CapturedRun run = load("http://127.0.0.1:1", "--replay=" + file);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr()).contains("bad.csv:3: accuracy out of range: 2.0");
  }

  @Test
  void singleStream_enoughFrames_provesP90() throws Exception {
    try (FakeEdge edge = edge()) {
      CapturedRun run =
          load(edge.url().toString(), "--scenario=single-stream", "--frames=50", "--json");
      JsonNode json = json(run);
      assertThat(json.path("frames").asInt()).isEqualTo(50);
      assertThat(json.path("proven_percentile").asDouble()).isEqualTo(0.9);
      assertThat(json.path("proven_ms").asDouble())
          .isGreaterThanOrEqualTo(json.path("p90_ms").asDouble());
      assertThat(run.stdout()).contains("p90 is at most").contains("with 99 % confidence");
    }
  }

  @Test
  void warmUp_frames_areSentAndCountNowhere() throws Exception {
    try (FakeEdge edge = edge()) {
      CapturedRun run =
          CapturedRun.of(
              folder,
              "bench",
              "load",
              "--url=" + edge.url(),
              "--images=" + folder.resolve("photos"),
              "--warm-up=20",
              "--frames=10",
              "--json");
      assertThat(json(run).path("frames").asInt()).isEqualTo(10);
      assertThat(pictures.size()).isBetween(11, 30); // fewer than 30 where 3 s were not enough
    }
  }

  @Test
  void multiStreamAndOffline_report_burstsAndThroughput() throws Exception {
    try (FakeEdge edge = edge()) {
      JsonNode multi =
          json(
              load(
                  edge.url().toString(),
                  "--scenario=multi-stream",
                  "--streams=4",
                  "--frames=24",
                  "--json"));
      assertThat(multi.path("latency_of").asText()).isEqualTo("burst");
      assertThat(multi.path("frames").asInt()).isEqualTo(24);
      CapturedRun offline =
          load(edge.url().toString(), "--scenario=offline", "--in-flight=3", "--json");
      assertThat(json(offline).path("frames").asInt()).isEqualTo(12);
      assertThat(json(offline).path("answers_per_second").asDouble()).isPositive();
      assertThat(offline.stdout()).doesNotContain("latency of");
    }
  }

  @Test
  void search_boundThatNoNodeKeeps_findsNoRate() throws Exception {
    try (FakeEdge edge = edge()) {
      CapturedRun run =
          load(
              edge.url().toString(),
              "--rate=2000",
              "--duration=100ms",
              "--latency-bound-ms=0.001",
              "--json");
      assertThat(json(run).path("max_rate").isNull()).isTrue();
      assertThat(json(run).path("frames").asInt()).isEqualTo(1_000);
    }
  }

  @Test
  void load_errors_areCountedByCauseAndExitWith1() throws Exception {
    FakeEdge.Behaviour refusing =
        (request, picture) -> {
          boolean fine = picture.getByte(0) == 'a';
          Buffer body =
              fine
                  ? FakeEdge.answer(picture).toBuffer()
                  : Buffer.buffer("{\"type\":\"/problems/overloaded\"}");
          request.response().setStatusCode(fine ? 200 : 503).end(body);
        };
    try (FakeEdge edge = FakeEdge.behaving(refusing)) {
      CapturedRun run = load(edge.url().toString(), "--rate=200", "--json");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(json(run).path("error_causes").path("HTTP 503 overloaded").asInt()).isEqualTo(6);
      assertThat(json(run).path("p99_ms").isNull()).isTrue(); // infinite
    }
  }

  private void refused(String problem, String... arguments) {
    CapturedRun run = load("http://127.0.0.1:1", arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr()).contains(problem);
  }

  @Test
  void load_wrongCombinations_exitWith2AndSayWhy() {
    refused("need --scenario server", "--scenario=offline", "--cameras=2");
    refused("--streams needs --scenario multi-stream", "--streams=2");
    refused("--in-flight needs --scenario offline", "--in-flight=2");
    refused("has its arrivals, cameras", "--replay=x.csv", "--rate=5");
    refused("has its arrivals, cameras", "--replay=x.csv", "--accuracy=0.9");
    refused("give either --rate or --camera-rate", "--rate=5", "--camera-rate=5");
    refused("more targets than cameras", "--accuracy=0.8,0.9");
    refused("more rates or deadlines than cameras", "--deadline-ms=8,9");
    refused("need --arrivals mmpp", "--burst-factor=2");
    refused("a burst factor is from 1 to 100", "--arrivals=mmpp", "--burst-factor=0.5");
    refused("is for Poisson arrivals", "--arrivals=constant", "--latency-bound-ms=9");
    refused("give either --frames or --duration", "--frames=5", "--duration=5s");
    refused("is none of single-stream", "--scenario=fast");
    refused("give either --images or --camera", "--camera=roadside");
  }
}
