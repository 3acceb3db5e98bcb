package io.hawkvision.loadgen.promise;

import io.hawkvision.loadgen.child.TwoNodes;
import io.hawkvision.loadgen.drive.Interruption;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.drive.StreamPlan;
import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.post.FrameQuery;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.post.ServedFamilies;
import io.hawkvision.loadgen.post.ServedFamily;
import io.hawkvision.loadgen.schedule.Arrivals;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.CameraSource;
import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.InvalidInputException;
import io.hawkvision.loadgen.source.PhotoLabels;
import io.hawkvision.loadgen.source.PhotoSource;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
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

/** Ten targets per family against two real nodes: is each of them met? */
@Command(
    name = "promises",
    description =
        "Starts a datacenter node and an edge node on free ports, asks for ten accuracies from a"
            + " point below the edge variant's to a point below the best one's, sends every frame"
            + " to every target and prints whether each was met. The roadside camera always;"
            + " photographs with --images.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every realised accuracy is at most 2 standard errors below its target, and at least 85 %%"
          + " of them are not below",
      "1:not so, or the run broke off",
      "2:wrong usage"
    })
public final class PromisesCommand implements Callable<Integer> {
  private static final int DEADLINE_MILLIS = 10_000;

  /** Beyond the deadline, so that the node's own word on a late frame is heard. */
  private static final HttpPoster.Limits LIMITS = new HttpPoster.Limits(64, Duration.ofSeconds(13));

  private final Surroundings surroundings;
  @Mixin private PromisesOptions options = new PromisesOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  public PromisesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InvalidInputException {
    List<String> problems = options.problems();
    if (!problems.isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("\n", problems));
    }
    Optional<PhotoSource.Choice> photos = options.photos();
    Optional<PhotoLabels> labels = Optional.empty();
    if (photos.isPresent()) {
      labels = Optional.of(PhotoLabels.of(photos.get())); // before anything is started
    }
    Optional<String> only =
        photos.isPresent() ? Optional.empty() : Optional.of(CameraSource.FAMILY);
    try (Interruption guard = Interruption.ofThisThread()) {
      say("starting a datacenter node and an edge node (logs in .hawk/logs) ...");
      try (TwoNodes nodes = TwoNodes.start(surroundings.home(), "promises", only);
          HttpPoster poster = poster(nodes)) {
        return run(poster, labels, guard.flag());
      } catch (IOException e) {
        if (!guard.flag().isRaised()) {
          throw e;
        }
        say("interrupted");
        return CommandLine.ExitCode.SOFTWARE;
      }
    }
  }

  private static HttpPoster poster(TwoNodes nodes) {
    FrameQuery query = new FrameQuery(Optional.empty(), OptionalInt.of(DEADLINE_MILLIS), false);
    return new HttpPoster(nodes.edgeUrl(), query, LIMITS, NanoClock.SYSTEM);
  }

  private int run(HttpPoster poster, Optional<PhotoLabels> labels, StopFlag stop)
      throws IOException, InvalidInputException {
    ServedFamilies served = ServedFamilies.read(poster.get("/v1/families"));
    List<PromiseRow> rows = new ArrayList<>();
    boolean whole = true;
    ServedFamily roadside = served.named(CameraSource.FAMILY);
    try (FrameSource camera = options.camera(roadside)) {
      whole = trial(roadside, camera, poster, stop, rows);
    }
    if (labels.isPresent() && !stop.isRaised()) {
      ServedFamily family = served.knowing(labels.get());
      try (FrameSource photographs = options.photographs(family)) {
        whole &= trial(family, photographs, poster, stop, rows);
      }
    }
    return report(new PromiseReport(rows), whole && !stop.isRaised());
  }

  /** False when it broke off. */
  private boolean trial(
      ServedFamily family,
      FrameSource source,
      HttpPoster poster,
      StopFlag stop,
      List<PromiseRow> rows)
      throws IOException {
    long frames = options.frames(source.size());
    say(
        String.format(
            "%s: %d frames to each of %d targets, %.0f a second, for about %.0f s",
            family.name(),
            frames,
            PromiseTargets.COUNT,
            options.rate,
            frames * PromiseTargets.COUNT / options.rate));
    FamilyTrial trial =
        new FamilyTrial(family, source, poster.toFamily(family.name()), surroundings.err());
    var pacing = new StreamPlan.Pacing(options.rate, Arrivals.POISSON, options.seed);
    try {
      FamilyTrial.Outcome outcome = trial.run(frames, pacing, stop);
      rows.addAll(outcome.rows());
      outcome.problem().ifPresent(this::complain);
      return outcome.problem().isEmpty();
    } catch (IOException e) {
      if (rows.isEmpty()) {
        throw e;
      }
      complain(family.name() + ": " + e.getMessage()); // the first family's table outlives it
      return false;
    }
  }

  private int report(PromiseReport report, boolean whole) {
    if (!whole) {
      complain("this is a partial report");
    }
    out().print(report.words());
    if (options.json) {
      out().println(report.json());
    }
    out().flush();
    return whole && report.isKept() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private void complain(String problem) {
    surroundings.err().stream().println("hawk bench promises: " + problem);
  }

  private void say(String words) {
    out().println(words);
    out().flush();
  }

  private PrintStream out() {
    return surroundings.out().stream();
  }
}
