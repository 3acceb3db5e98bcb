package io.hawkvision.loadgen.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.CapturedRun;
import io.hawkvision.loadgen.FakeEdge;
import io.hawkvision.loadgen.FakeHawk;
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

/** The demo with real child processes; a script stands for {@code hawk}. */
@Tag("flow")
@Timeout(120)
class DemoCommandTest {
  @TempDir Path home;

  @BeforeEach
  void writePhotos() throws IOException {
    write("photos/ant/1.jpg", "a1");
    write("photos/bee/2.jpg", "bD");
    write("photos/cat dog/3.jpg", "cD");
  }

  private void write(String path, String content) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** Larger than any frame may be, so that reading it fails; takes no space on disk. */
  private void hugePhoto(String path) throws IOException {
    try (var file = new RandomAccessFile(home.resolve("photos").resolve(path).toFile(), "rw")) {
      file.setLength(1L << 30);
    }
  }

  private void hawk(String edgeLine) throws IOException {
    FakeHawk.write(home, edgeLine);
  }

  private CapturedRun demo(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "demo",
                "--images=" + home.resolve("photos"),
                "--family=letters",
                "--frames=6",
                "--rate=200",
                "--json"));
    arguments.addAll(List.of(more));
    return CapturedRun.of(home, arguments.toArray(String[]::new));
  }

  private boolean isRunning(String node) throws IOException {
    return FakeHawk.isRunning(home, node);
  }

  @Test
  void demo_nodesAnswer_showsThreeTargetsAndLeavesNothingRunning() throws Exception {
    try (FakeEdge edge = FakeEdge.honest()) {
      hawk("echo edge ready " + edge.url());
      CapturedRun run = demo();
      assertThat(run.stderr()).isEmpty();
      assertThat(run.exitCode()).isZero();
      JsonNode json = new ObjectMapper().readTree(run.lastLine());
      assertThat(json.path("targets").findValuesAsText("target"))
          .containsExactly("0.78", "0.875", "0.94");
      assertThat(json.path("targets").path(2).path("frames").asInt()).isEqualTo(6);
      assertThat(json.path("targets").path(2).path("realised").asDouble()).isEqualTo(1.0);
      assertThat(run.stdout()).contains("Asked for 0.94: right on 100.0 % of 6 frames");
      assertThat(home.resolve("edge.arguments"))
          .hasContent("edge --port 0 --dc 127.0.0.1:4711 --family letters");
      assertThat(isRunning("dc")).isFalse();
      assertThat(isRunning("edge")).isFalse();
    }
  }

  @Test
  void demo_datacenterNeverAnswers_failsAndLeavesNothingRunning() throws Exception {
    write("photos/bee/2.jpg", "b2");
    write("photos/cat dog/3.jpg", "c3");
    try (FakeEdge edge = FakeEdge.honest()) {
      hawk("echo edge ready " + edge.url());
      CapturedRun run = demo();
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.stderr()).contains("escalated none of");
      assertThat(isRunning("dc")).isFalse();
      assertThat(isRunning("edge")).isFalse();
    }
  }

  @Test
  void demo_edgeDoesNotStart_showsItsLogAndEndsTheDatacenter() throws Exception {
    hawk("echo 'no such family: letters' >&2; exit 2");
    CapturedRun run = demo();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr()).contains("the edge process failed").contains("no such family");
    assertThat(isRunning("dc")).isFalse();
  }

  @Test
  void demo_framesFail_isAFailedDemo() throws Exception {
    try (FakeEdge edge =
        FakeEdge.behaving(
            (request, picture) -> {
              if (picture.toString().equals("a1")) {
                request.response().setStatusCode(503).end();
              } else {
                request.response().end(FakeEdge.answer(picture).toBuffer());
              }
            })) {
      hawk("echo edge ready " + edge.url());
      CapturedRun run = demo();
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.stdout()).contains("The demo FAILED: 6 frames got no answer: HTTP 503 x 6");
      assertThat(new ObjectMapper().readTree(run.lastLine()).path("errors").asInt()).isEqualTo(6);
    }
  }

  @Test
  void demo_onePhotoUnreadable_stillReportsTheFramesBeforeItAndFails() throws Exception {
    hugePhoto("bee/3.jpg");
    try (FakeEdge edge = FakeEdge.honest()) {
      hawk("echo edge ready " + edge.url());
      CapturedRun run = demo();
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.stderr())
          .contains("hawk demo: a frame could not be made")
          .contains("too large");
      JsonNode target = new ObjectMapper().readTree(run.lastLine()).path("targets").path(0);
      assertThat(target.path("frames").asInt()).isBetween(1, 5);
      assertThat(isRunning("edge")).isFalse();
    }
  }

  @Test
  void demo_imagesWithoutFamily_servesAllAndTakesTheOneThatKnowsTheLabels() throws Exception {
    try (FakeEdge edge =
        FakeEdge.serving(Map.of("ants", List.of("ant"), "letters", FakeEdge.LABELS))) {
      hawk("echo edge ready " + edge.url());
      CapturedRun run =
          CapturedRun.of(
              home, "demo", "--images=" + home.resolve("photos"), "--frames=6", "--rate=200");
      assertThat(run.stderr()).isEmpty();
      assertThat(run.exitCode()).isZero();
      assertThat(edge.frameUris()).isNotEmpty().allMatch(uri -> uri.contains("&family=letters"));
      assertThat(home.resolve("dc.arguments")).hasContent("dc --port 0 --http-port 0");
      assertThat(home.resolve("edge.arguments")).hasContent("edge --port 0 --dc 127.0.0.1:4711");
    }
  }
}
