package io.hawkvision.loadgen.send;

import io.hawkvision.loadgen.course.Course;
import io.hawkvision.loadgen.drive.FrameStream;
import io.hawkvision.loadgen.drive.Interruption;
import io.hawkvision.loadgen.drive.ProgressBar;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.drive.StreamPlan;
import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.drive.Ticker;
import io.hawkvision.loadgen.measure.Scoreboard;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.post.FrameQuery;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.post.ServedFamilies;
import io.hawkvision.loadgen.post.ServedFamily;
import io.hawkvision.loadgen.post.WatchPage;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.CameraSource;
import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends labelled frames to a running edge node and says how accurate, how fast and how dear. */
@Command(
    name = "send",
    description =
        "Posts labelled frames to an edge node and measures realised accuracy and latency. Open"
            + " loop: frames go at their intended times, and latency runs from those times.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every frame was answered",
      "1:a frame was not, or the node is unreachable",
      "2:wrong usage"
    })
public final class SendCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private SendOptions options = new SendOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  public SendCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InvalidInputException {
    List<String> problems = options.problems();
    if (!problems.isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("\n", problems));
    }
    try (Interruption guard = Interruption.ofThisThread();
        HttpPoster poster = new HttpPoster(options.url, query(), limits(), NanoClock.SYSTEM)) {
      ServedFamily family =
          options.source.family(
              ServedFamilies.read(poster.get("/v1/families")), Optional.ofNullable(options.family));
      try (FrameSource source =
          options.source.open(family, options.source.seed(), options.course.drifts())) {
        CourseReport report =
            new CourseReport(
                options, course(source), () -> poster.get(WatchPage.uri(family.name())));
        return run(source, poster.toFamily(family.name()), report, guard.flag());
      }
    }
  }

  /** A frame that cannot be made ends the run, not the report of the frames before it. */
  private int run(FrameSource source, FramePoster poster, CourseReport report, StopFlag stop)
      throws IOException {
    FrameStream stream = new FrameStream(plan(source), source, poster, NanoClock.SYSTEM);
    Scoreboard scoreboard =
        options.course.isWanted() ? stream.tracingScoreboard() : stream.scoreboard();
    boolean whole = true;
    try (Ticker watching = report.watching();
        Ticker progress = ProgressBar.start(surroundings.err(), scoreboard)) {
      watching.start();
      progress.start();
      stream.run(scoreboard, stop);
    } catch (IOException e) {
      whole = false;
      String reason = "hawk send: " + e.getMessage() + "; this is a partial report";
      surroundings.err().stream().println(reason);
    }
    if (stop.isRaised()) {
      surroundings.err().stream().println("hawk send: interrupted; this is a partial report");
    }
    report.print(scoreboard, surroundings.out().stream());
    report.save(scoreboard);
    boolean done = whole && scoreboard.errors() == 0 && !stop.isRaised();
    return done ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private FrameQuery query() {
    Integer deadline = options.deadlineMillis;
    return new FrameQuery(
        Optional.ofNullable(options.family),
        deadline == null ? OptionalInt.empty() : OptionalInt.of(deadline),
        options.bestEffort);
  }

  private HttpPoster.Limits limits() {
    return new HttpPoster.Limits(options.connections, options.timeout);
  }

  private Course.Plan course(FrameSource source) {
    Integer window = options.course.window;
    List<Course.Start> starts =
        source instanceof CameraSource camera
            ? options.course.drifts().stream()
                .map(drift -> new Course.Start(drift.kind().word(), camera.firstFrame(drift)))
                .toList()
            : List.of();
    return new Course.Plan(window == null ? 0 : window, starts);
  }

  private StreamPlan plan(FrameSource source) {
    var pacing = new StreamPlan.Pacing(options.rate, options.arrivals, options.source.seed());
    return new StreamPlan(
        options.targets(), options.frames(source.size()), options.interleaved, pacing);
  }
}
