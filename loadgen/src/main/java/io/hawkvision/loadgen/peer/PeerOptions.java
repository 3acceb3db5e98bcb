package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.source.InvalidInputException;
import io.hawkvision.loadgen.source.PhotoSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code hawk bench peer}, as picocli fills them in; also with its defaults. */
public final class PeerOptions {
  private static final String FAMILY = "roadside";

  @Parameters(
      arity = "0..*",
      paramLabel = "URL",
      description =
          "A running server that has the family's edge variant:"
              + " oip+http://HOST:PORT/MODEL[?input=jpeg], oip+grpc://HOST:PORT/MODEL,"
              + " djl+http://HOST:PORT/MODEL or hawk+http://HOST:PORT.")
  List<String> urls = List.of();

  @Option(
      names = "--family",
      paramLabel = "NAME",
      defaultValue = FAMILY,
      description = "Model family whose edge variant all run. Default: ${DEFAULT-VALUE}.")
  String family = FAMILY;

  @Option(
      names = "--images",
      paramLabel = "DIR|ZIP",
      description =
          "Photographs to send, one folder per label. Without it the roadside camera's frames.")
  @Nullable Path images;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "200",
      description = "Different frames, sent again and again. Default: ${DEFAULT-VALUE}.")
  int frames = 200;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds in which every system has its turn. Default: ${DEFAULT-VALUE}.")
  int rounds = 3;

  @Option(
      names = "--closed",
      paramLabel = "SECONDS",
      defaultValue = "4",
      description = "How long a turn's closed loop lasts, which gives the throughput. Default: 4.")
  double closedSeconds = 4;

  @Option(
      names = "--open",
      paramLabel = "SECONDS",
      defaultValue = "6",
      description = "How long a turn's open loop lasts, which gives the latencies. Default: 6.")
  double openSeconds = 6;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "Closed loop of each system before the rounds, not counted; a server on Java needs some"
              + " ten thousand frames. Default: 10.")
  double warmUpSeconds = 10;

  @Option(
      names = "--rate",
      paramLabel = "FPS",
      defaultValue = "100",
      description = "Frames per second of the open loop. Default: ${DEFAULT-VALUE}.")
  double rate = 100;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "4",
      description = "Frames under way in the closed loop. Default: ${DEFAULT-VALUE}.")
  int concurrency = 4;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Threads that run frames, of our edge and of the bare loops; set a peer to as many"
              + " itself. Default: ${DEFAULT-VALUE}.")
  int threads = 2;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Which frames, and the arrival times. Default: ${DEFAULT-VALUE}.")
  long seed = 7;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes. Default: .hawk/bench/peer.json.")
  @Nullable Path out;

  /** Every problem of the combination, in words; empty when it is usable. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    check(problems, frames >= 1 && frames <= 2000, "--frames must be between 1 and 2,000");
    check(problems, rounds >= 1 && rounds <= 1000, "--rounds must be between 1 and 1,000");
    check(problems, isTime(closedSeconds), "--closed must be between 0.1 and 3,600");
    check(problems, isTime(openSeconds), "--open must be between 0.1 and 3,600");
    check(problems, isTime(warmUpSeconds), "--warm-up must be between 0.1 and 3,600");
    check(problems, rate > 0 && rate <= 10_000, "--rate must be above 0 and at most 10,000");
    check(problems, rate * openSeconds >= 1, "--rate and --open must leave a frame to send");
    check(
        problems,
        concurrency >= 1 && concurrency <= 1000,
        "--concurrency must be between 1 and 1,000");
    check(problems, threads >= 1 && threads <= 256, "--threads must be between 1 and 256");
    return problems;
  }

  private static boolean isTime(double seconds) {
    return seconds >= 0.1 && seconds <= 3600;
  }

  private static void check(List<String> problems, boolean fine, String problem) {
    if (!fine) {
      problems.add(problem);
    }
  }

  List<PeerUrl> peers() throws InvalidInputException {
    List<PeerUrl> peers = new ArrayList<>();
    for (String url : urls) {
      peers.add(PeerUrl.parse(url));
    }
    return peers;
  }

  Optional<PhotoSource.Choice> photos() {
    return Optional.ofNullable(images)
        .map(
            place ->
                new PhotoSource.Choice(
                    place, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  PeerLoad load() {
    return new PeerLoad(duration(closedSeconds), concurrency, duration(openSeconds), rate);
  }

  Duration warmUp() {
    return duration(warmUpSeconds);
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  Path out(Path home) {
    return Optional.ofNullable(out).orElse(home.resolve(".hawk/bench/peer.json"));
  }
}
