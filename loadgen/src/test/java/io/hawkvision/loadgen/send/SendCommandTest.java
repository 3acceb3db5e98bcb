package io.hawkvision.loadgen.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.CapturedRun;
import io.hawkvision.loadgen.FakeEdge;
import io.hawkvision.loadgen.drive.DurationConverter;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("flow")
@Timeout(60)
class SendCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void writePhotos() throws IOException {
    photo("ant/1.jpg", "a1");
    photo("ant/2.jpg", "aD");
    photo("bee/3.jpg", "bD");
    photo("bee/4.jpg", "a4"); // the node will take it for an ant
  }

  private void photo(String path, String content) throws IOException {
    Path file = folder.resolve("photos").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** Larger than any frame may be, so that reading it fails; takes no space on disk. */
  private void hugePhoto(String path) throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("photos").resolve(path).toFile(), "rw")) {
      file.setLength(1L << 30);
    }
  }

  private CapturedRun send(String url, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("send", "--url", url, "--images", folder.resolve("photos").toString()));
    arguments.addAll(List.of(more));
    return CapturedRun.of(folder, arguments.toArray(String[]::new));
  }

  @Test
  void send_twoTargets_reportsBothAndEndsWithJson() throws Exception {
    try (FakeEdge edge = FakeEdge.honest()) {
      CapturedRun run =
          send(
              edge.url().toString(),
              "--accuracy=0.8",
              "--accuracy-loss=0.02",
              "--rate=200",
              "--deadline-ms=90",
              "--json");
      assertThat(run.exitCode()).isZero();
      JsonNode json = new ObjectMapper().readTree(run.lastLine());
      assertThat(json.path("errors").asInt()).isZero();
      assertThat(json.path("targets")).hasSize(2);
      JsonNode first = json.path("targets").path(0);
      assertThat(first.path("target").asDouble()).isEqualTo(0.8);
      assertThat(first.path("frames").asInt()).isEqualTo(4);
      assertThat(first.path("realised").asDouble()).isEqualTo(0.75);
      assertThat(first.path("escalated").asDouble()).isEqualTo(0.5);
      assertThat(first.path("uplink_bytes").asInt()).isEqualTo(1400);
      assertThat(json.path("targets").path(1).path("kind").asText()).isEqualTo("relative");
      assertThat(edge.frameUris()).hasSize(8);
      assertThat(edge.frameUris().get(0))
          .isEqualTo("/v1/frames?accuracy=0.8&family=letters&deadline_ms=90");
      assertThat(run.stdout()).contains("realised").contains("0.7500 ±");
    }
  }

  @Test
  void send_withoutTarget_asksForTheNodesDefault() throws Exception {
    try (FakeEdge edge = FakeEdge.honest()) {
      assertThat(send(edge.url().toString(), "--frames=1").exitCode()).isZero();
      assertThat(edge.frameUris()).containsExactly("/v1/frames?accuracy_loss=0.01&family=letters");
    }
  }

  @Test
  void send_cameraAndSeveralFamilies_goesToRoadside() {
    try (FakeEdge edge =
        FakeEdge.serving(Map.of("letters", FakeEdge.LABELS, "roadside", RoadsideCamera.LABELS))) {
      CapturedRun run =
          CapturedRun.of(folder, "send", "--camera=roadside", "--url=" + edge.url(), "--frames=1");
      assertThat(run.exitCode()).isZero();
      assertThat(edge.frameUris()).containsExactly("/v1/frames?accuracy_loss=0.01&family=roadside");
    }
  }

  @Test
  void send_photosAndSeveralFamilies_goesToTheOneThatKnowsAllLabels() {
    try (FakeEdge edge =
        FakeEdge.serving(Map.of("ants", List.of("ant"), "letters", FakeEdge.LABELS))) {
      assertThat(send(edge.url().toString(), "--frames=1").exitCode()).isZero();
      assertThat(edge.frameUris()).containsExactly("/v1/frames?accuracy_loss=0.01&family=letters");
    }
  }

  @Test
  void send_photosFitSeveralFamilies_asksForOne() {
    try (FakeEdge edge =
        FakeEdge.serving(Map.of("insects", List.of("ant", "bee"), "letters", FakeEdge.LABELS))) {
      CapturedRun run = send(edge.url().toString());
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.stderr()).contains("fit several families").contains("--family: [insects, le");
      assertThat(send(edge.url().toString(), "--family=insects").exitCode()).isZero();
    }
  }

  @Test
  void send_photosFitNoFamily_namesTheNearestAndWhatItLacks() throws Exception {
    photo("wasp/5.jpg", "w");
    try (FakeEdge edge =
        FakeEdge.serving(Map.of("ants", List.of("ant"), "letters", FakeEdge.LABELS))) {
      CapturedRun run = send(edge.url().toString());
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.stderr())
          .contains("the nearest, letters, does not know: wasp.")
          .contains("--family")
          .contains("[ants, letters]");
      assertThat(edge.frameUris()).isEmpty();
    }
  }

  @Test
  void send_oneFrameFails_countsItAndExitsWith1() throws Exception {
    try (FakeEdge edge =
        FakeEdge.behaving(
            (request, picture) -> {
              if (picture.toString().equals("bD")) {
                request.response().setStatusCode(500).end("{\"type\":\"/problems/internal\"}");
              } else {
                request.response().end(FakeEdge.answer(picture).toBuffer());
              }
            })) {
      CapturedRun run = send(edge.url().toString(), "--rate=200", "--json");
      assertThat(run.exitCode()).isEqualTo(1);
      JsonNode json = new ObjectMapper().readTree(run.lastLine());
      assertThat(json.path("errors").asInt()).isEqualTo(1);
      assertThat(json.path("targets").path(0).path("realised").asDouble()).isEqualTo(0.5);
      assertThat(run.stdout()).contains("HTTP 500 internal x 1");
    }
  }

  @Test
  void send_onePhotoUnreadable_stillReportsTheFramesBeforeItAndExitsWith1() throws Exception {
    hugePhoto("ant/11.jpg");
    try (FakeEdge edge = FakeEdge.honest()) {
      CapturedRun run = send(edge.url().toString(), "--rate=200", "--json");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.stderr())
          .contains("hawk send: a frame could not be made")
          .contains("too large");
      JsonNode target = new ObjectMapper().readTree(run.lastLine()).path("targets").path(0);
      assertThat(target.path("frames").asInt()).isBetween(1, 4).isEqualTo(edge.frameUris().size());
      assertThat(run.stdout()).contains("realised");
    }
  }

  @Test
  void send_nodeUnreachable_exitsWith1AndSaysWhere() {
    CapturedRun run = send("http://127.0.0.1:1");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr()).contains("hawk send: GET http://127.0.0.1:1/v1/families");
    assertThat(run.stdout()).isEmpty();
  }

  @Test
  void send_folderThatIsNoLabel_exitsWith2BeforeAnyFrame() throws Exception {
    photo("wasp/5.jpg", "w");
    try (FakeEdge edge = FakeEdge.honest()) {
      CapturedRun run = send(edge.url().toString());
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.stderr()).contains("\"wasp\" is no label");
      assertThat(edge.frameUris()).isEmpty();
    }
  }

  @Test
  void send_impossibleOptions_exitWith2AndNameAllProblems() {
    CapturedRun run =
        send(
            "ftp://x",
            "--camera=roadside",
            "--part=test",
            "--frames=0",
            "--rate=-1",
            "--accuracy=1.5");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr())
        .contains("either --images or --camera")
        .contains("--split and --part")
        .contains("--frames must be positive")
        .contains("--rate must be")
        .contains("--url must look like")
        .contains("accuracy out of range: 1.5");
  }

  @Test
  void send_accuracyOfOne_exitsWith2AndSaysTheRange() {
    CapturedRun run = send("http://127.0.0.1:1", "--accuracy=1");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr()).contains("accuracy out of range: 1.0; it must be above 0 and below 1");
  }

  @Test
  void send_unreadableOption_exitsWith2() {
    assertThat(send("http://127.0.0.1:1", "--accuracy=abc").exitCode()).isEqualTo(2);
    assertThat(send("http://127.0.0.1:1", "--duration=soon").exitCode()).isEqualTo(2);
    assertThat(send("http://127.0.0.1:1", "--no-such-option").exitCode()).isEqualTo(2);
  }

  @Test
  void help_ofEveryCommand_exitsWith0() {
    for (String command : List.of("send", "demo", "data", "bench")) {
      CapturedRun run = CapturedRun.of(folder, command, "--help");
      assertThat(run.exitCode()).isZero();
      assertThat(run.stdout()).contains("Usage: hawk " + command).contains("--help");
    }
  }

  @Test
  void duration_words_areRead() {
    var converter = new DurationConverter();
    assertThat(converter.convert("250ms")).hasMillis(250);
    assertThat(converter.convert("30s")).hasSeconds(30);
    assertThat(converter.convert("2m")).hasMinutes(2);
  }
}
