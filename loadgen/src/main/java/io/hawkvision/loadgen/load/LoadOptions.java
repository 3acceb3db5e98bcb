package io.hawkvision.loadgen.load;

import io.hawkvision.loadgen.drive.DurationConverter;
import io.hawkvision.loadgen.drive.SourceOptions;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.schedule.Arrivals;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code hawk bench load}, as picocli fills them in. */
final class LoadOptions {
  @Mixin SourceOptions source = new SourceOptions();

  @Mixin FleetOptions fleet = new FleetOptions();

  @Option(
      names = "--scenario",
      paramLabel = "single-stream|multi-stream|server|offline",
      converter = ScenarioConverter.class,
      description =
          "The next frame when the answer came; --streams frames at once; open loop at a rate; all"
              + " at once, --in-flight under way. Default: server.")
  Scenario scenario = Scenario.SERVER;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Frames in all. Default: every photograph once; 1000 of cameras.")
  @Nullable Long frames;

  @Option(
      names = "--duration",
      paramLabel = "30s",
      converter = DurationConverter.class,
      description = "Instead of --frames: how long to send (ms, s, m).")
  @Nullable Duration duration;

  @Option(
      names = "--best-effort",
      description = "Take the most accurate answer where a target is unattainable.")
  boolean bestEffort;

  @Option(
      names = "--latency-bound-ms",
      paramLabel = "MS",
      description =
          "Server: search for the highest Poisson rate whose p99 is proven to be within MS, from"
              + " --rate on; each trial lasts --duration, but 1000 frames at least.")
  @Nullable Double latencyBoundMillis;

  @Option(
      names = "--streams",
      paramLabel = "K",
      description = "Multi-stream: frames at once. Default: 8.")
  @Nullable Integer streams;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "Offline: at most so many frames under way. Default: 64.")
  @Nullable Integer inFlight;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "Frames sent before, 16 under way and 3 s at most, that count nowhere: a cold JVM does"
              + " not keep its times. Default: 500.")
  int warmUp = 500;

  @Option(
      names = "--record",
      paramLabel = "FILE.csv",
      description = "Server: write which camera sends which frame when, to be replayed.")
  @Nullable Path record;

  @Option(
      names = "--replay",
      paramLabel = "FILE.csv",
      description = "Server: send the frames of a recorded file at its times.")
  @Nullable Path replay;

  @Option(
      names = "--family",
      paramLabel = "NAME",
      description = "Model family. Default: as for hawk send.")
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
      description = "At most so many HTTP connections; waiting for one counts. Default: 1024.")
  int connections = HttpPoster.Limits.OPEN_LOOP_CONNECTIONS;

  @Option(
      names = "--timeout",
      paramLabel = "10s",
      converter = DurationConverter.class,
      description = "After it an unanswered frame is an error. Default: 10s.")
  Duration timeout = Duration.ofSeconds(10);

  @Option(names = "--json", description = "Print one JSON object as the last line of stdout.")
  boolean json;

  /** Every problem of the combination, in words; empty when it is usable. */
  List<String> problems() {
    List<String> problems = source.problems();
    check(problems, frames == null || duration == null, "give either --frames or --duration");
    check(
        problems,
        frames == null || (frames > 0 && frames <= Schedule.MOST_SLOTS),
        "--frames must be between 1 and 5,000,000");
    check(
        problems,
        connections > 0 && connections <= 10_000,
        "--connections must be between 1 and 10,000");
    check(
        problems,
        "http".equals(url.getScheme()) && url.getHost() != null,
        "--url must look like http://HOST:PORT");
    check(problems, warmUp >= 0 && warmUp <= 100_000, "--warm-up must be between 0 and 100,000");
    fleet.addProblems(problems);
    scenarioProblems(problems);
    replayProblems(problems);
    searchProblems(problems);
    return problems;
  }

  private void scenarioProblems(List<String> problems) {
    boolean open =
        fleet.isPaced() || latencyBoundMillis != null || record != null || replay != null;
    check(
        problems,
        scenario == Scenario.SERVER || !open,
        "--arrivals, --cameras, --rate, --camera-rate, --latency-bound-ms, --record and --replay"
            + " need --scenario server");
    check(
        problems,
        streams == null || scenario == Scenario.MULTI_STREAM,
        "--streams needs --scenario multi-stream");
    check(
        problems,
        inFlight == null || scenario == Scenario.OFFLINE,
        "--in-flight needs --scenario offline");
    check(
        problems,
        atOnce() > 0 && atOnce() <= connections,
        "--streams and --in-flight must be between 1 and --connections");
  }

  private void replayProblems(List<String> problems) {
    boolean fixed =
        fleet.isPaced()
            || fleet.isAsking()
            || frames != null
            || duration != null
            || latencyBoundMillis != null
            || record != null;
    check(
        problems,
        replay == null || !fixed,
        "a --replay has its arrivals, cameras, rates, frames, targets and deadlines in the file");
  }

  private void searchProblems(List<String> problems) {
    if (latencyBoundMillis == null) {
      return;
    }
    check(problems, latencyBoundMillis > 0, "--latency-bound-ms must be positive");
    check(
        problems,
        fleet.arrivals() == Arrivals.POISSON,
        "--latency-bound-ms is for Poisson arrivals");
    check(
        problems,
        fleet.cameraRates.isEmpty() && frames == null && record == null,
        "--latency-bound-ms varies the rate: no --camera-rate, --frames or --record");
  }

  private static void check(List<String> problems, boolean fine, String problem) {
    if (!fine) {
      problems.add(problem);
    }
  }

  int atOnce() {
    return switch (scenario) {
      case SINGLE_STREAM, SERVER -> 1;
      case MULTI_STREAM -> streams == null ? 8 : streams;
      case OFFLINE -> inFlight == null ? 64 : inFlight;
    };
  }

  Optional<Duration> duration() {
    return Optional.ofNullable(duration);
  }

  /** The words of {@link Scenario#word}. */
  static final class ScenarioConverter implements ITypeConverter<Scenario> {
    @Override
    public Scenario convert(String text) {
      return Stream.of(Scenario.values())
          .filter(scenario -> scenario.word().equals(text.strip().toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is none of single-stream, multi-stream, server, offline"));
    }
  }
}
