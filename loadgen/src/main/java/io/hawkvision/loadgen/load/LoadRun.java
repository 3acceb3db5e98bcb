package io.hawkvision.loadgen.load;

import io.hawkvision.loadgen.drive.ProgressBar;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.drive.Terminal;
import io.hawkvision.loadgen.drive.Ticker;
import io.hawkvision.loadgen.measure.Progress;
import io.hawkvision.loadgen.post.Ask;
import io.hawkvision.loadgen.post.RequestPoster;
import io.hawkvision.loadgen.post.ServedFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** One run of {@code hawk bench load} against a node, on the calling thread. */
final class LoadRun {
  private static final long USUAL_FRAMES = 1_000;
  private static final double USUAL_TRIAL_SECONDS = 10;
  private static final int WARM_UP_AT_ONCE = 16;
  private static final double WARM_UP_SECONDS = 3;
  private static final double HIGHEST_RATE = 100_000;

  private final LoadOptions options;
  private final ServedFamily family;
  private final RequestPoster poster;
  private final Terminal terminal;
  private final StopFlag stop;
  private Optional<String> problem = Optional.empty();

  /**
   * What the run came to.
   *
   * @param maxRate the highest rate that passed, where one was searched for
   * @param problem why the run is not whole
   */
  record Result(DriveOutcome outcome, OptionalDouble maxRate, Optional<String> problem) {}

  LoadRun(
      LoadOptions options,
      ServedFamily family,
      RequestPoster poster,
      Terminal terminal,
      StopFlag stop) {
    this.options = options;
    this.family = family;
    this.poster = poster;
    this.terminal = terminal;
    this.stop = stop;
  }

  /** The cameras of the options, not of a replay. */
  List<Schedule.Camera> cameras() {
    long seed = options.source.seed();
    return IntStream.range(0, options.fleet.cameras())
        .mapToObj(
            i -> new Schedule.Camera("camera-" + i, options.source.isCamera() ? seed + i : seed))
        .toList();
  }

  /** Photographs are shared out: each camera begins at its own part of them. */
  private CameraFleet fleet(FleetFrames frames, double rate) {
    List<Schedule.Camera> cameras = cameras();
    long size = frames.size().orElse(0);
    List<CameraFleet.Member> members = new ArrayList<>();
    for (int i = 0; i < cameras.size(); i++) {
      members.add(
          new CameraFleet.Member(
              cameras.get(i),
              options.fleet.rateOf(i, rate),
              options.fleet.arrivals(),
              ask(i),
              size * i / cameras.size()));
    }
    return new CameraFleet(members, options.fleet.burst(), options.source.seed());
  }

  private Ask ask(int camera) {
    var targets = options.fleet.targets();
    return new Ask(
        targets.get(camera % targets.size()),
        options.fleet.deadlineOf(camera),
        Optional.of(family.name()));
  }

  Schedule schedule(FleetFrames frames) {
    OptionalLong size = frames.size();
    CameraFleet.Length length =
        options
            .duration()
            .map(duration -> CameraFleet.Length.ofSeconds(duration.toMillis() / 1e3))
            .orElseGet(() -> CameraFleet.Length.ofFrames(count(size)));
    return fleet(frames, options.fleet.totalRate()).schedule(length);
  }

  private long count(OptionalLong size) {
    return options.frames == null ? size.orElse(USUAL_FRAMES) : options.frames;
  }

  /** Sends the first camera's frames, for nothing but that the JVM compiles the way of a frame. */
  void warmUp(FleetFrames frames) throws IOException {
    if (options.warmUp > 0) {
      var work =
          new ClosedDrive.Work(
              new ClosedDrive.Turns(Math.min(WARM_UP_AT_ONCE, options.connections), false),
              new ClosedDrive.Length(options.warmUp, WARM_UP_SECONDS),
              frames,
              ask(0));
      new ClosedDrive(work, poster, settings()).run(stop);
    }
  }

  /** Open loop, once. */
  Result server(Schedule schedule, FleetFrames frames) {
    return new Result(drive(schedule, frames), OptionalDouble.empty(), problem);
  }

  private DriveOutcome drive(Schedule schedule, FleetFrames frames) {
    CellDrive drive = new CellDrive(schedule, frames, poster, settings());
    watched(drive.progress(), () -> drive.run(stop));
    return drive.outcome();
  }

  /** The outcome is the last trial's that passed, or the last one's where none did. */
  Result search(FleetFrames frames, double boundMillis) {
    RateSearch search = new RateSearch(options.fleet.totalRate(), HIGHEST_RATE);
    double rate = options.fleet.totalRate();
    DriveOutcome outcome = drive(trial(frames, rate), frames);
    DriveOutcome best = outcome;
    while (problem.isEmpty()) {
      if (!outcome.generator().valid()) {
        problem = Optional.of("the generator cannot keep " + words(rate));
        break;
      }
      boolean pass = isProven(outcome, boundMillis);
      terminal.stream().println(words(rate) + (pass ? " passed" : " failed"));
      search.judge(pass);
      best = pass || search.best().isEmpty() ? outcome : best;
      OptionalDouble next = search.next();
      if (next.isEmpty()) {
        break;
      }
      rate = next.getAsDouble();
      outcome = drive(trial(frames, rate), frames);
    }
    return new Result(best, search.best(), problem);
  }

  private static boolean isProven(DriveOutcome outcome, double boundMillis) {
    OptionalDouble proven = LoadFigures.of(Scenario.SERVER, outcome).provenMillis();
    return proven.isPresent() && proven.getAsDouble() <= boundMillis;
  }

  private static String words(double rate) {
    return String.format(Locale.ROOT, "%.1f frames per second", rate);
  }

  private Schedule trial(FleetFrames frames, double rate) {
    double seconds = options.duration().map(d -> d.toMillis() / 1e3).orElse(USUAL_TRIAL_SECONDS);
    long count = Math.max(USUAL_FRAMES, Math.round(rate * seconds));
    return fleet(frames, rate).schedule(CameraFleet.Length.ofFrames(count));
  }

  /** Single stream, multi-stream and offline. */
  Result closed(FleetFrames frames) {
    double seconds =
        options.duration().map(d -> d.toMillis() / 1e3).orElse(Double.POSITIVE_INFINITY);
    long most = Double.isInfinite(seconds) ? count(frames.size()) : Schedule.MOST_SLOTS;
    var turns = new ClosedDrive.Turns(options.atOnce(), options.scenario != Scenario.OFFLINE);
    var length = new ClosedDrive.Length(most, seconds);
    var work = new ClosedDrive.Work(turns, length, frames, ask(0));
    ClosedDrive drive = new ClosedDrive(work, poster, settings());
    watched(drive.progress(), () -> drive.run(stop));
    return new Result(drive.outcome(), OptionalDouble.empty(), problem);
  }

  private DriveSettings settings() {
    return DriveSettings.of(new Patience(Patience.DEFAULT.grace(), options.timeout));
  }

  /** A run, which may break off. */
  @FunctionalInterface
  private interface Driving {
    void run() throws IOException;
  }

  /** A frame that cannot be made ends the run, not the report of those before it. */
  private void watched(Progress progress, Driving driving) {
    try (Ticker ticker = ProgressBar.start(terminal, progress)) {
      ticker.start();
      driving.run();
    } catch (IOException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
    }
    if (stop.isRaised()) {
      problem = Optional.of("interrupted");
    }
  }
}
