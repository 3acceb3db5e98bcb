package io.hawkvision.loadgen.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.loadgen.measure.PostedFrame;
import io.hawkvision.loadgen.measure.ReportJson;
import io.hawkvision.loadgen.measure.Scoreboard;
import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.zoo.plot.PlotException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class CourseTest {
  private static final AskedTarget TARGET = new AskedTarget(AskedTarget.Kind.RELATIVE, 0.01);
  private static final Course.Plan PLAN =
      new Course.Plan(50, List.of(new Course.Start("night", 100)));

  @TempDir Path folder;
  private final Deque<JsonObject> pages = new ArrayDeque<>();
  private final WatchLog log =
      new WatchLog(
          () -> {
            if (pages.isEmpty()) {
              throw new IOException("HTTP 404");
            }
            return pages.remove().toBuffer();
          });

  private static JsonObject target(long frames, long audits) {
    return new JsonObject()
        .put("kind", "relative")
        .put("target", 0.01)
        .put("state", "recalibrate")
        .put("frames", frames)
        .put("audits", audits);
  }

  private void read(JsonObject target) {
    pages.add(new JsonObject().put("targets", new JsonArray().add(target)));
    log.read();
  }

  /** 200 frames: right at first, wrong under the drift, right and from the datacenter when safe. */
  private static Scoreboard run() {
    Scoreboard scoreboard = Scoreboard.tracing(List.of(TARGET), 200);
    for (int i = 0; i < 200; i++) {
      LabelledFrame frame = new LabelledFrame("f", "x", i, Buffer.buffer("1"));
      PostedFrame posted = new PostedFrame(0, i, frame, 0);
      boolean safe = i >= 140;
      String label = i < 100 || safe ? "x" : "y";
      scoreboard.sent(posted, 0);
      scoreboard.settled(
          posted,
          new Reply.Answered(
              1, new Answer(label, safe, false, Optional.empty(), 0, Optional.empty())));
    }
    scoreboard.close();
    return scoreboard;
  }

  private List<Course> courses() {
    return Course.of(run(), PLAN, log);
  }

  @Test
  void table_watchedDrift_saysBeforeDuringAfterAndWhatTheWatchDid() {
    read(target(1_100, 30)); // 1,000 frames of others came before this run
    read(target(1_200, 34).put("alarmed_at_frame", 1_130).put("safe_at_frame", 1_140));
    assertThat(CourseTable.of(courses()))
        .contains("before 0..99     100  1.0000 ± 0.0000      0.0 %")
        .contains("during 100..139      40  0.0000 ± 0.0000      0.0 %")
        .contains("after 140..199      60  1.0000 ± 0.0000    100.0 %")
        .contains(
            "loss 0.01: alarm after 30 frames and 1 audits, safe after 40 frames and 2 audits")
        .contains("watch says recalibrate");
  }

  @Test
  void phases_eventsBeforeThisRun_areNotPlacedInIt() {
    read(target(1_200, 34).put("alarmed_at_frame", 900).put("safe_at_frame", 1_000));
    Phases phases = courses().get(0).phases().orElseThrow();
    assertThat(phases.watched().orElseThrow().alarm()).isEmpty();
    assertThat(phases.watched().orElseThrow().safe()).isEmpty();
    assertThat(phases.during().frames()).isEqualTo(100);
    assertThat(phases.after().frames()).isZero();
  }

  @Test
  void phases_alarmBeforeTheDrift_isSaidToBeEarlyAndDuringIsEmpty() {
    read(target(200, 5).put("alarmed_at_frame", 60).put("safe_at_frame", 60));
    List<Course> courses = courses();
    assertThat(courses.get(0).phases().orElseThrow().during().frames()).isZero();
    assertThat(CourseTable.of(courses)).contains("alarm 40 frames before the drift");
  }

  @Test
  void table_withoutAWatchPage_saysSoAndCountsToTheEnd() {
    log.read();
    assertThat(log.problem()).contains("no watch page: HTTP 404");
    assertThat(CourseTable.of(courses()))
        .contains("during 100..199     100  0.6000")
        .contains("after -       0")
        .contains("loss 0.01: the node did not say when it was safe");
  }

  @Test
  void audits_betweenTwoReadings_areInProportion() {
    read(target(100, 10));
    read(target(200, 30));
    assertThat(log.audits(TARGET, 50)).isCloseTo(5, within(1e-9));
    assertThat(log.audits(TARGET, 150)).isCloseTo(20, within(1e-9));
    assertThat(log.audits(TARGET, 900)).isCloseTo(30, within(1e-9));
    assertThat(log.problem()).isEmpty();
  }

  @Test
  void json_hasWindowsAndPhasesInTheirTarget() {
    read(target(200, 8).put("alarmed_at_frame", 130).put("safe_at_frame", 140));
    ObjectNode report = ReportJson.root(run().results());
    CourseJson.add(report, courses());
    var target = report.path("targets").path(0);
    assertThat(target.path("windows")).hasSize(4);
    assertThat(target.path("windows").path(2).path("first_frame").asInt()).isEqualTo(100);
    assertThat(target.path("windows").path(2).path("realised").asDouble()).isEqualTo(0.2);
    assertThat(target.path("drift").path("first_frame").asInt()).isEqualTo(100);
    assertThat(target.path("drift").path("during").path("frames").asInt()).isEqualTo(40);
    assertThat(target.path("drift").path("alarm").path("frames_since_drift").asInt()).isEqualTo(30);
    assertThat(target.path("drift").path("safe").path("frame").asInt()).isEqualTo(140);
  }

  @Test
  void plot_watchedDrift_drawsAPictureWithItsMarks() throws IOException {
    read(target(200, 8).put("alarmed_at_frame", 130).put("safe_at_frame", 140));
    Path png = folder.resolve("course.png");
    try {
      CourseFiles.plot(courses(), PLAN, png);
    } catch (PlotException e) {
      abort("this machine has no fonts: " + e);
    }
    BufferedImage image = ImageIO.read(png.toFile());
    long markPixels =
        IntStream.range(0, image.getWidth() * image.getHeight())
            .filter(i -> marks(image.getRGB(i % image.getWidth(), i / image.getWidth())))
            .count();
    assertThat(markPixels).isGreaterThan(3L * image.getHeight() / 4);
  }

  private static boolean marks(int rgb) {
    return (rgb & 0xFFFFFF) == 0x555555;
  }

  @Test
  void csv_hasOneLineAWindow() throws IOException {
    Path file = folder.resolve("new/windows.csv");
    CourseFiles.csv(courses(), file);
    assertThat(Files.readString(file))
        .startsWith("kind,target,first_frame,frames,realised,")
        .contains("\nrelative,0.01,100,50,0.200000,");
    assertThat(Files.readAllLines(file)).hasSize(5);
    try (var files = Files.list(folder.resolve("new"))) {
      assertThat(files).containsExactly(file);
    }
  }
}
