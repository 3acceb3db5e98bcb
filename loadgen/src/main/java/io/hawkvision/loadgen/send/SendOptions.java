package io.hawkvision.loadgen.send;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.schedule.Arrivals;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code hawk send}, as picocli fills them in. */
final class SendOptions {
  private static final long CAMERA_FRAMES = 1_000;

  @Mixin CourseOptions course = new CourseOptions();

  @Option(
      names = "--images",
      paramLabel = "DIR|ZIP",
      description = "Photographs to send: a folder, or a ZIP file.")
  @Nullable Path images;

  @Option(
      names = "--labels",
      paramLabel = "by-folder|FILE.csv",
      defaultValue = "by-folder",
      description =
          "The true labels: the name of the folder a file lies in, or a table with the columns"
              + " file,label (also one inside the ZIP). Default: ${DEFAULT-VALUE}.")
  String labels = "by-folder";

  @Option(
      names = "--label-map",
      paramLabel = "FILE.csv",
      description = "A table folder,label for folders (or table labels) that are named otherwise.")
  @Nullable Path labelMap;

  @Option(
      names = "--split",
      paramLabel = "FILE.csv",
      description = "A table path,split; send only the files of one --part.")
  @Nullable Path split;

  @Option(names = "--part", paramLabel = "NAME", description = "Part of the --split, such as test.")
  @Nullable String part;

  @Option(
      names = "--camera",
      paramLabel = "roadside",
      description = "Send rendered frames of the roadside camera instead of photographs.")
  @Nullable String camera;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Which camera, the order of photographs and the arrival times. Default: 7.")
  long seed = 7;

  @Option(
      names = "--every",
      paramLabel = "K",
      defaultValue = "1",
      description = "Post every K-th frame of the camera: more scenes, fewer alike. Default: 1.")
  int every = 1;

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
      paramLabel = "poisson|constant",
      defaultValue = "poisson",
      description = "Gaps between frames. Default: poisson.")
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
    List<String> problems = new ArrayList<>();
    check(problems, (images == null) != (camera == null), "give either --images or --camera");
    check(problems, camera == null || camera.equals("roadside"), "--camera knows only roadside");
    check(problems, (split == null) == (part == null), "--split and --part belong together");
    check(problems, split == null || images != null, "--split needs --images");
    check(problems, every > 0 && every <= 1000, "--every must be between 1 and 1,000");
    check(problems, every == 1 || camera != null, "--every needs --camera");
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
      course.addProblems(problems, camera != null, targets().size(), framesOf(CAMERA_FRAMES));
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

  /** {@code 250ms}, {@code 30s} or {@code 2m}. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      String word = text.strip().toLowerCase(Locale.ROOT);
      if (!word.matches("[0-9]{1,9}(ms|s|m)") || word.matches("0+[a-z]+")) {
        throw new TypeConversionException("'" + text + "' is no duration such as 500ms, 30s or 2m");
      }
      long number = Long.parseLong(word.replaceAll("[a-z]", ""));
      if (word.endsWith("ms")) {
        return Duration.ofMillis(number);
      }
      return word.endsWith("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
    }
  }
}
