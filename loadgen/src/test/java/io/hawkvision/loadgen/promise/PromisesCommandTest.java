package io.hawkvision.loadgen.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.CapturedRun;
import io.hawkvision.loadgen.FakeEdge;
import io.hawkvision.loadgen.FakeHawk;
import io.hawkvision.loadgen.source.CameraSource;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole command with real child processes; a script stands for {@code hawk}. */
@Tag("flow")
@Timeout(120)
class PromisesCommandTest {
  private static final int FRAMES = 4;
  private static final Map<String, List<String>> FAMILIES =
      Map.of("letters", FakeEdge.LABELS, "roadside", RoadsideCamera.LABELS);

  @TempDir Path home;

  /** The true label of each camera frame by its bytes; a datacenter would see it. */
  private final Map<Buffer, String> truth = new HashMap<>();

  private final Set<String> askedBefore = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void prepare() throws Exception {
    write("photos/ant/1.jpg", "a1");
    write("photos/bee/2.jpg", "bD");
    write("photos/cat dog/3.jpg", "cD");
    var view = new CameraSource.View(4_000_000, 3);
    try (CameraSource camera = CameraSource.roadside(view, RoadsideCamera.LABELS)) {
      for (int i = 0; i < FRAMES; i++) {
        LabelledFrame frame = camera.frame(i);
        truth.put(frame.picture(), frame.label());
      }
    }
  }

  private void write(String path, String content) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private CapturedRun promises(FakeEdge edge, String... more) throws IOException {
    FakeHawk.write(home, "echo edge ready " + edge.url());
    List<String> arguments =
        new ArrayList<>(List.of("bench", "promises", "--frames=" + FRAMES, "--rate=500"));
    arguments.addAll(List.of(more));
    return CapturedRun.of(home, arguments.toArray(String[]::new));
  }

  /** Right about everything; the highest target is refused, others are pending at first. */
  private void honest(HttpServerRequest request, Buffer picture) {
    String target = request.getParam("accuracy");
    if (target.equals("0.94")) {
      request
          .response()
          .setStatusCode(422)
          .end("{\"type\":\"/problems/target-unattainable\",\"max_certified\":0.93}");
      return;
    }
    boolean pending = askedBefore.add(request.getParam("family") + target);
    answer(request, picture, pending ? "not_yet" : "certified");
  }

  private void answer(HttpServerRequest request, Buffer picture, String guarantee) {
    JsonObject answer = FakeEdge.answer(picture);
    String label = truth.get(picture);
    if (label != null) {
      JsonArray predictions = new JsonArray().add(new JsonObject().put("label", label));
      answer.put("predictions", predictions).put("answered_by", "dc");
    }
    answer.put("accuracy", new JsonObject().put("guarantee", guarantee));
    request.response().end(answer.toBuffer());
  }

  @Test
  void promises_honestNode_printsOneTableOfBothFamiliesAndLeavesNothingRunning() throws Exception {
    try (FakeEdge edge = FakeEdge.behaving(this::honest, FAMILIES)) {
      CapturedRun run = promises(edge, "--images=" + home.resolve("photos"), "--json");
      assertThat(run.exitCode()).as(run.stderr()).isZero();
      assertThat(run.stdout())
          .contains("point estimate met 18 of 18; within 2 standard errors 18 of 18; refused as")
          .containsOnlyOnce("family  target");
      JsonNode json = new ObjectMapper().readTree(run.lastLine());
      assertThat(json.path("rows")).hasSize(20);
      assertThat(json.path("refused").asInt()).isEqualTo(2);
      JsonNode first = json.path("rows").path(0);
      assertThat(first.path("family").asText()).isEqualTo("roadside");
      assertThat(first.path("target").asDouble()).isEqualTo(0.79);
      assertThat(first.path("guarantee").asText()).isEqualTo("certified");
      assertThat(first.path("guarantees").has("not_yet")).isFalse(); // none of them counted
      assertThat(first.path("frames").asInt()).isEqualTo(FRAMES);
      assertThat(json.path("rows").path(10).path("family").asText()).isEqualTo("letters");
      assertThat(json.path("rows").path(10).path("frames").asInt()).isEqualTo(3);
      assertThat(edge.frameUris()).allMatch(uri -> uri.contains("deadline_ms=10000"));
    }
    assertThat(FakeHawk.isRunning(home, "dc")).isFalse();
    assertThat(FakeHawk.isRunning(home, "edge")).isFalse();
  }

  @Test
  void promises_nodeThatIsWrong_exitsWith1AndStillPrintsTheTable() throws Exception {
    truth.replaceAll((picture, label) -> "nothing");
    try (FakeEdge edge =
        FakeEdge.behaving((r, picture) -> answer(r, picture, "certified"), FAMILIES)) {
      CapturedRun run = promises(edge);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.stdout())
          .endsWith("point estimate met 0 of 10; within 2 standard errors 0 of 10\n");
      assertThat(home.resolve("edge.arguments"))
          .hasContent("edge --port 0 --dc 127.0.0.1:4711 --family roadside");
    }
  }

  @Test
  void promises_nodeThatDoesNotSayWhatItGuarantees_exitsWith1() throws Exception {
    try (FakeEdge edge = FakeEdge.serving(FAMILIES)) {
      CapturedRun run = promises(edge);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.stderr()).contains("do not say what they guarantee");
      assertThat(FakeHawk.isRunning(home, "edge")).isFalse();
    }
  }

  @Test
  void promises_secondFamilyFails_stillPrintsTheFirstAndExitsWith1() throws Exception {
    try (FakeEdge edge =
        FakeEdge.behaving(
            (request, picture) -> {
              if (request.getParam("family").equals("letters")) {
                request.response().end(FakeEdge.answer(picture).toBuffer());
              } else {
                honest(request, picture);
              }
            },
            FAMILIES)) {
      CapturedRun run = promises(edge, "--images=" + home.resolve("photos"));
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.stderr()).contains("letters: the node's answers").contains("partial report");
      assertThat(run.stdout()).contains("point estimate met 9 of 9");
    }
  }

  @Test
  void promises_wrongFolders_exitWith2BeforeAnythingIsStarted() throws Exception {
    write("empty/readme.txt", "no photograph");
    write("split.csv", "path,split\nant/1.jpg,test\nant/9.jpg,test\n");
    try (FakeEdge edge = FakeEdge.behaving(this::honest, FAMILIES)) {
      CapturedRun none = promises(edge, "--images=" + home.resolve("nowhere"));
      CapturedRun empty = promises(edge, "--images=" + home.resolve("empty"));
      CapturedRun lacking =
          promises(
              edge,
              "--images=" + home.resolve("photos"),
              "--split=" + home.resolve("split.csv"),
              "--part=test");
      assertThat(List.of(none.exitCode(), empty.exitCode(), lacking.exitCode())).containsOnly(2);
      assertThat(none.stderr()).contains("no such folder").contains("nowhere");
      assertThat(empty.stderr()).contains("no JPEG or PNG files");
      assertThat(lacking.stderr()).contains("names 2 files").contains("of which 1 are in");
      assertThat(edge.frameUris()).isEmpty();
    }
    assertThat(home.resolve("dc.pid")).doesNotExist();
  }

  @Test
  void promises_impossibleOptions_exitWith2AndNameAllProblems() throws Exception {
    FakeHawk.write(home, "exit 1");
    CapturedRun run =
        CapturedRun.of(
            home,
            "bench",
            "promises",
            "--frames=0",
            "--rate=-1",
            "--every=0",
            "--part=test",
            "--label-map=x");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr())
        .contains("--frames must be")
        .contains("--rate must be")
        .contains("--every must be")
        .contains("--split and --part")
        .contains("--label-map needs --images");
    assertThat(home.resolve("dc.pid")).doesNotExist();
  }
}
