package io.hawkvision.loadgen.load;

import io.hawkvision.loadgen.drive.DurationConverter;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.schedule.Arrivals;
import io.hawkvision.loadgen.schedule.Burst;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cameras send when, and what their frames ask for, as picocli fills it in. */
final class FleetOptions {
  private static final double USUAL_RATE = 50;

  @Option(
      names = "--arrivals",
      paramLabel = "poisson|constant|mmpp",
      description = "Server: gaps between a camera's frames; mmpp is bursty. Default: poisson.")
  @Nullable Arrivals arrivals;

  @Option(
      names = "--burst-factor",
      paramLabel = "F",
      description =
          "mmpp: F times the rate in a burst, an F-th of it in between, where a camera is F times"
              + " as long. Default: 4.")
  @Nullable Double burstFactor;

  @Option(
      names = "--burst-length",
      paramLabel = "1s",
      converter = DurationConverter.class,
      description = "mmpp: mean length of a burst. Default: 1s.")
  @Nullable Duration burstLength;

  @Option(names = "--cameras", paramLabel = "N", description = "Server: cameras. Default: 1.")
  @Nullable Integer cameras;

  @Option(
      names = "--rate",
      paramLabel = "FPS",
      description = "Server: frames per second of all cameras together. Default: 50.")
  @Nullable Double rate;

  @Option(
      names = "--camera-rate",
      paramLabel = "FPS",
      split = ",",
      description = "Server: instead of --rate, each camera's own; several go round the cameras.")
  List<Double> cameraRates = new ArrayList<>();

  @Option(
      names = "--accuracy",
      paramLabel = "A",
      split = ",",
      description = "Target: accuracy of at least A. Several targets go round the cameras.")
  List<Double> accuracy = new ArrayList<>();

  @Option(
      names = "--accuracy-loss",
      paramLabel = "E",
      split = ",",
      description = "Target: at most E below the best variant. Default target: 0.01.")
  List<Double> accuracyLoss = new ArrayList<>();

  @Option(
      names = "--agreement",
      paramLabel = "G",
      split = ",",
      description = "Target: the best variant's answer with probability G.")
  List<Double> agreement = new ArrayList<>();

  @Option(
      names = "--deadline-ms",
      paramLabel = "MS",
      split = ",",
      description = "Deadline of each frame; several go round the cameras.")
  List<Integer> deadlineMillis = new ArrayList<>();

  /** Adds every problem, in words. */
  void addProblems(List<String> problems) {
    check(
        problems,
        cameras() > 0 && cameras() <= CameraFleet.MOST_CAMERAS,
        "--cameras must be between 1 and 10,000");
    check(problems, rate == null || cameraRates.isEmpty(), "give either --rate or --camera-rate");
    check(
        problems,
        Stream.concat(Stream.ofNullable(rate), cameraRates.stream())
            .allMatch(r -> r > 0 && r <= 100_000),
        "--rate and --camera-rate must be between 0 and 100,000");
    check(
        problems,
        cameraRates.size() <= cameras() && deadlineMillis.size() <= cameras(),
        "there are more rates or deadlines than cameras");
    check(
        problems,
        arrivals == Arrivals.MMPP || (burstFactor == null && burstLength == null),
        "--burst-factor and --burst-length need --arrivals mmpp");
    check(
        problems,
        deadlineMillis.stream().allMatch(ms -> ms > 0 && ms <= 3_600_000),
        "--deadline-ms must be between 1 and 3,600,000");
    try {
      check(problems, targets().size() <= cameras(), "there are more targets than cameras");
      burst();
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private static void check(List<String> problems, boolean fine, String problem) {
    if (!fine) {
      problems.add(problem);
    }
  }

  /** Whether any option says which cameras send when. */
  boolean isPaced() {
    return arrivals != null || cameras != null || rate != null || !cameraRates.isEmpty();
  }

  /** Whether any option says what frames ask for. */
  boolean isAsking() {
    return hasTargets() || !deadlineMillis.isEmpty();
  }

  int cameras() {
    return cameras == null ? 1 : cameras;
  }

  double totalRate() {
    return rate == null ? USUAL_RATE : rate;
  }

  /** Of a camera, with so many frames per second over all where no camera has a rate of its own. */
  double rateOf(int camera, double total) {
    return cameraRates.isEmpty() ? total / cameras() : cameraRates.get(camera % cameraRates.size());
  }

  Arrivals arrivals() {
    return arrivals == null ? Arrivals.POISSON : arrivals;
  }

  Burst burst() {
    return new Burst(
        burstFactor == null ? Burst.DEFAULT.factor() : burstFactor,
        burstLength == null ? Burst.DEFAULT.meanSeconds() : burstLength.toMillis() / 1e3);
  }

  OptionalInt deadlineOf(int camera) {
    return deadlineMillis.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(deadlineMillis.get(camera % deadlineMillis.size()));
  }

  private boolean hasTargets() {
    return !accuracy.isEmpty() || !accuracyLoss.isEmpty() || !agreement.isEmpty();
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
