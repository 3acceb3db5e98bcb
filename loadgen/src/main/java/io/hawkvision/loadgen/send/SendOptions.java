package io.hawkvision.loadgen.send;

import io.hawkvision.loadgen.drive.DurationConverter;
import io.hawkvision.loadgen.drive.SourceOptions;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.schedule.Arrivals;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code hawk send}, as picocli fills them in. */
final class SendOptions {
  private static final long CAMERA_FRAMES = 1_000;

  @Mixin SourceOptions source = new SourceOptions();

  @Mixin CourseOptions course = new CourseOptions();

  @Option(
      names = "--accuracy",
      paramLabel = "A",
      description = "Target: accuracy of at least A. Several targets may be given.")
  List<Double> accuracy = new ArrayList<>();

  @Option(
      names = "--accuracy-loss",
      paramLabel = "E",
      description = "Target: at most E below the best variant. Default target: 0.01.")
  List<Double> accuracyLoss = new ArrayList<>();

  @Option(
      names = "--agreement",
      paramLabel = "G",
      description = "Target: the best variant's answer with probability G.")
  List<Double> agreement = new ArrayList<>();

  @Option(
      names = "--interleaved",
      description = "Send each frame to all targets in turn, not one target after the other.")
  boolean interleaved;

  @Option(
      names = "--rate",
      paramLabel = "FPS",
      defaultValue = "50",
      description = "Frames per second, whatever the node does. Default: 50.")
  double rate = 50;

  @Option(
      names = "--arrivals",
      paramLabel = "poisson|constant|mmpp",
      defaultValue = "poisson",
      description = "Gaps between frames; mmpp is bursty. Default: poisson.")
  Arrivals arrivals = Arrivals.POISSON;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Frames per target. Default: every photograph once; 1000 of a camera.")
  @Nullable Long frames;

  @Option(
      names = "--duration",
      paramLabel = "30s",
      converter = DurationConverter.class,
      description = "Instead of --frames: how long to send for each target (ms, s, m).")
  @Nullable Duration duration;

  @Option(names = "--deadline-ms", paramLabel = "MS", description = "Deadline of each frame.")
  @Nullable Integer deadlineMillis;

  @Option(
      names = "--best-effort",
      description = "Take the most accurate answer where a target is unattainable.")
  boolean bestEffort;

  @Option(
      names = "--family",
      paramLabel = "NAME",
      description =
          "Model family. Default: the only one served; of several, roadside for the camera, and for"
              + " photographs the one that knows all their labels.")
  @Nullable String family;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "The edge node. Default: ${DEFAULT-VALUE}.")
  URI url = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "At most so many HTTP connections; waiting for one counts. Default: 64.")
  int connections = 64;

  @Option(
      names = "--timeout",
      paramLabel = "10s",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description = "After it an unanswered frame is an error. Default: 10s.")
  Duration timeout = Duration.ofSeconds(10);

  @Option(names = "--json", description = "Print one JSON object as the last line of stdout.")
  boolean json;

  /** Every problem of the combination, in words; empty when it is usable. */
  List<String> problems() {
    List<String> problems = source.problems();
    check(problems, frames == null || duration == null, "give either --frames or --duration");
    check(problems, frames == null || frames > 0, "--frames must be positive");
    check(
        problems, frames == null || frames <= 100_000_000, "--frames must not exceed 100,000,000");
    check(problems, rate > 0 && rate <= 100_000, "--rate must be between 0 and 100,000");
    check(problems, deadlineMillis == null || deadlineMillis > 0, "--deadline-ms must be positive");
    check(
        problems,
        connections > 0 && connections <= 10_000,
        "--connections must be between 1 and 10,000");
    check(
        problems,
        "http".equals(url.getScheme()) && url.getHost() != null,
        "--url must look like http://HOST:PORT");
    try {
      course.addProblems(problems, source.isCamera(), targets().size(), framesOf(CAMERA_FRAMES));
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
    return problems;
  }

  private static void check(List<String> problems, boolean fine, String problem) {
    if (!fine) {
      problems.add(problem);
    }
  }

  /** Per target. A duration is per target as well, so it means frames at the wanted rate. */
  long frames(OptionalLong sourceFrames) {
    return framesOf(sourceFrames.orElse(CAMERA_FRAMES));
  }

  private long framesOf(long whole) {
    if (frames != null) {
      return frames;
    }
    if (duration != null) {
      double seconds = duration.toMillis() / 1000.0;
      return Math.max(1, Math.round(seconds * rate));
    }
    return whole;
  }

  List<AskedTarget> targets() {
    List<AskedTarget> targets = new ArrayList<>();
    accuracy.forEach(a -> targets.add(new AskedTarget(AskedTarget.Kind.ABSOLUTE, a)));
    accuracyLoss.forEach(e -> targets.add(new AskedTarget(AskedTarget.Kind.RELATIVE, e)));
    agreement.forEach(g -> targets.add(new AskedTarget(AskedTarget.Kind.AGREEMENT, g)));
    return targets.isEmpty()
        ? List.of(new AskedTarget(AskedTarget.Kind.RELATIVE, 0.01))
        : List.copyOf(targets);
  }
}
