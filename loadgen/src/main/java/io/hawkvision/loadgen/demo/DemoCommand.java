package io.hawkvision.loadgen.demo;

import io.hawkvision.loadgen.child.TwoNodes;
import io.hawkvision.loadgen.drive.FrameStream;
import io.hawkvision.loadgen.drive.Interruption;
import io.hawkvision.loadgen.drive.LinkProbe;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.drive.StreamPlan;
import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.drive.Ticker;
import io.hawkvision.loadgen.measure.ReportJson;
import io.hawkvision.loadgen.measure.Scoreboard;
import io.hawkvision.loadgen.measure.TargetResult;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.post.FrameQuery;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.post.ServedFamilies;
import io.hawkvision.loadgen.post.ServedFamily;
import io.hawkvision.loadgen.schedule.Arrivals;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.CameraSource;
import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.InvalidInputException;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.loadgen.source.PhotoLabels;
import io.hawkvision.loadgen.source.PhotoSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Two nodes, three targets, one table; ends by itself and leaves nothing running. */
@Command(
    name = "demo",
    description =
        "Starts a datacenter node and an edge node on free ports, streams labelled frames at three"
            + " accuracy targets and shows who answered and how well. Ends by itself in under two"
            + " minutes.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every frame was answered, and both tiers gave answers",
      "1:not so",
      "2:wrong usage"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final long SEED = 7;

  /** Every fifth frame: in half a minute some two hundred scenes, not forty. */
  private static final CameraSource.View CAMERA = new CameraSource.View(SEED, 5);

  private static final HttpPoster.Limits LIMITS = new HttpPoster.Limits(32, Duration.ofSeconds(10));

  private final Surroundings surroundings;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "Print one JSON object as the last line of stdout.")
  private boolean json;

  @Option(
      names = "--keep",
      description = "Keep the nodes up until Ctrl-C, and print a curl line to try them with.")
  private boolean keep;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Stream your own photographs, one folder per label.")
  private @Nullable Path images;

  @Option(
      names = "--family",
      paramLabel = "NAME",
      description =
          "Model family. Default: roadside; for --images the one that knows all their labels.")
  private @Nullable String family;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "600",
      description = "Frames per target. Default: ${DEFAULT-VALUE}.")
  private long frames = 600;

  @Option(
      names = "--rate",
      paramLabel = "FPS",
      defaultValue = "50",
      description = "Frames per second over all targets. Default: ${DEFAULT-VALUE}.")
  private double rate = 50;

  public DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InvalidInputException {
    check(frames > 0 && frames <= 100_000, "--frames must be between 1 and 100,000");
    check(rate > 0 && rate <= 10_000, "--rate must be between 0 and 10,000");
    check(images == null || Files.isDirectory(images), "--images wants a folder of label folders");
    Optional<String> only = Optional.ofNullable(family);
    if (images == null && only.isEmpty()) {
      only = Optional.of(CameraSource.FAMILY);
    }
    try (Interruption guard = Interruption.ofThisThread()) {
      say("starting a datacenter node and an edge node (logs in .hawk/logs) ...");
      try (TwoNodes nodes = TwoNodes.start(surroundings.home(), "demo", only);
          HttpPoster poster = poster(nodes)) {
        return run(nodes, poster, guard.flag());
      } catch (IOException e) {
        if (!guard.flag().isRaised()) {
          throw e;
        }
        say("interrupted");
        return CommandLine.ExitCode.SOFTWARE;
      }
    }
  }

  private void check(boolean fine, String problem) {
    if (!fine) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }

  private static HttpPoster poster(TwoNodes nodes) {
    FrameQuery query = new FrameQuery(Optional.empty(), OptionalInt.empty(), false);
    return new HttpPoster(nodes.edgeUrl(), query, LIMITS, NanoClock.SYSTEM);
  }

  private int run(TwoNodes nodes, HttpPoster http, StopFlag stop)
      throws IOException, InvalidInputException {
    ServedFamily served = family(ServedFamilies.read(http.get("/v1/families")));
    FramePoster poster = http.toFamily(served.name());
    List<AskedTarget> targets = DemoTargets.of(served);
    try (FrameSource source = source(served)) {
      LabelledFrame first = source.frame(0);
      say("both are up; waiting for the first answer from the datacenter ...");
      new LinkProbe(poster).awaitDatacenter(source, targets.get(targets.size() - 1));
      Streamed streamed = stream(source, poster, targets, stop);
      List<TargetResult> results = streamed.results();
      DemoSummary summary = new DemoSummary(results);
      out().print(summary.words());
      if (keep && !stop.isRaised()) {
        printCurl(nodes, first, served, targets.get(1));
      }
      if (json) {
        out().println(ReportJson.line(results));
      }
      out().flush();
      boolean stillUp = !keep || stop.isRaised() || awaitStop(nodes, stop);
      boolean shown = streamed.whole() && summary.problem().isEmpty() && stillUp;
      return shown ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** What came back; not the whole of it when a frame could not be made. */
  private record Streamed(List<TargetResult> results, boolean whole) {}

  private Streamed stream(
      FrameSource source, FramePoster poster, List<AskedTarget> targets, StopFlag stop) {
    var pacing = new StreamPlan.Pacing(rate, Arrivals.POISSON, SEED);
    FrameStream stream =
        new FrameStream(
            new StreamPlan(targets, frames, true, pacing), source, poster, NanoClock.SYSTEM);
    Scoreboard scoreboard = stream.scoreboard();
    say(
        String.format(
            "streaming %d frames to each of %d targets, %.0f a second, for about %.0f s",
            frames, targets.size(), rate, frames * targets.size() / rate));
    boolean whole = true;
    LiveTable table = new LiveTable(surroundings.out(), scoreboard);
    try (Ticker ticker = new Ticker(table, table.periodMillis())) {
      ticker.start();
      stream.run(scoreboard, stop);
    } catch (IOException e) {
      whole = false;
      String reason = "hawk demo: " + e.getMessage() + "; this is a partial report";
      surroundings.err().stream().println(reason);
    }
    return new Streamed(scoreboard.results(), whole);
  }

  private ServedFamily family(ServedFamilies served) throws IOException, InvalidInputException {
    if (family != null) {
      return served.named(family);
    }
    return images == null
        ? served.onlyOr(CameraSource.FAMILY)
        : served.knowing(PhotoLabels.of(photos(images)));
  }

  private static PhotoSource.Choice photos(Path folder) {
    return new PhotoSource.Choice(folder, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private FrameSource source(ServedFamily served) throws IOException, InvalidInputException {
    if (images == null) {
      return CameraSource.roadside(CAMERA, served.labels());
    }
    return PhotoSource.open(photos(images), served.labels(), SEED);
  }

  /** A rendered frame gets a file; of the user's photographs none is copied. */
  private void printCurl(
      TwoNodes nodes, LabelledFrame first, ServedFamily served, AskedTarget target)
      throws IOException {
    Path file;
    if (images == null) {
      file = surroundings.home().resolve(".hawk/demo-frame.jpg");
      Files.createDirectories(surroundings.home().resolve(".hawk"));
      Files.write(file, first.picture().getBytes());
    } else {
      file = images.resolve(first.name()).toAbsolutePath();
    }
    FrameQuery query = new FrameQuery(Optional.of(served.name()), OptionalInt.of(500), false);
    PrintStream stream = json ? surroundings.err().stream() : out();
    stream.printf(
        "The nodes stay up until Ctrl-C. Try this (the right label is \"%s\"):%n"
            + "curl -sS -H 'Content-Type: %s' --data-binary '@%s' '%s%s'%n",
        first.label(), first.contentType(), file, nodes.edgeUrl(), query.uri(target));
    stream.flush();
  }

  /** False when a node ends before the user ends the demo. */
  private boolean awaitStop(TwoNodes nodes, StopFlag stop) {
    try {
      while (!stop.isRaised() && nodes.areAlive()) {
        Thread.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!stop.isRaised() && !Thread.currentThread().isInterrupted()) {
      surroundings.err().stream().println("hawk demo: a node ended by itself; see .hawk/logs");
      return false;
    }
    return true;
  }

  private void say(String words) {
    out().println(words);
    out().flush();
  }

  private PrintStream out() {
    return surroundings.out().stream();
  }
}
