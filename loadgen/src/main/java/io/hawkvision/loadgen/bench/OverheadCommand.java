package io.hawkvision.loadgen.bench;

import io.hawkvision.loadgen.child.ChildProcess;
import io.hawkvision.loadgen.drive.Interruption;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FrameQuery;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.schedule.NanoClock;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** CPU time per frame of the edge's HTTP path beside a bare loop, in turns on the same core. */
@Command(
    name = "overhead",
    description =
        "Measures the edge's HTTP path beside a bare loop of decode and ONNX Runtime: same model,"
            + " one thread, same frames, in turns on core 0, with the client on core 1. Prints the"
            + " ratio of CPU seconds per frame (bare / edge) and the latency that the HTTP path"
            + " adds at p50 and p99.")
final class OverheadCommand implements Callable<Integer> {
  private static final AskedTarget LOWEST = AskedTarget.accuracy(0.01);

  /**
   * So many times the frames of a round go first: the edge's compiler is busy for some ten
   * thousand.
   */
  private static final int WARM_UP = 10;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** The heap of {@code hawk edge}, so that both sides collect garbage alike. */
  private static final String EDGE_HEAP = "HAWK_JAVA_OPTS=-Xmx128m -Xss512k";

  private final Surroundings surroundings;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--family",
      paramLabel = "NAME",
      defaultValue = "roadside",
      description = "Model family; frames are the roadside camera's. Default: ${DEFAULT-VALUE}.")
  private String family = "roadside";

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds of each side. Default: ${DEFAULT-VALUE}.")
  private int rounds = 5;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "2000",
      description =
          "Frames per round and side; ten times as many first, to warm up. Default: 2000.")
  private int frames = 2000;

  @Option(names = "--json", description = "Print one JSON object as the last line of stdout.")
  private boolean json;

  OverheadCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (rounds < 1 || rounds > 1000 || frames < 10 || frames > 1_000_000) {
      throw new ParameterException(
          spec.commandLine(), "--rounds must be 1 to 1000, --frames 10 to 1,000,000");
    }
    Cores cores = Cores.find();
    try (Interruption guard = Interruption.ofThisThread();
        ChildProcess edge = start(cores, "edge", edgeCommand());
        ChildProcess bare = start(cores, "bare", bareCommand())) {
      cores.pinThisProcess(Cores.CLIENT);
      URI url = URI.create(edge.awaitReady().strip());
      bare.awaitReady();
      FrameQuery query = new FrameQuery(Optional.of(family), OptionalInt.empty(), true);
      var limits = new HttpPoster.Limits(1, Duration.ofSeconds(10));
      try (HttpPoster poster = new HttpPoster(url, query, limits, NanoClock.SYSTEM)) {
        ClosedLoop client = new ClosedLoop(poster, LOWEST, BenchFrames.render());
        return measure(new Sides(edge, bare, client), guard.flag());
      }
    }
  }

  private record Sides(ChildProcess edge, ChildProcess bare, ClosedLoop client) {
    Round edgeRound(int frames) throws IOException {
      ProcessCpu cpu = new ProcessCpu(edge.pid());
      double before = cpu.seconds();
      Round.Latency latency = client.run(frames);
      return round(latency, cpu.seconds() - before, frames);
    }

    Round bareRound(int frames) throws IOException {
      ProcessCpu cpu = new ProcessCpu(bare.pid());
      double before = cpu.seconds();
      bare.tell(Integer.toString(frames));
      Round.Latency latency = Round.Latency.parse(bare.awaitLine());
      return round(latency, cpu.seconds() - before, frames);
    }

    private static Round round(Round.Latency latency, double cpuSeconds, int frames) {
      double cpuMillis = cpuSeconds * 1000 / frames;
      return new Round(cpuMillis, latency.p50Millis(), latency.p99Millis());
    }
  }

  private int measure(Sides sides, StopFlag stop) throws IOException {
    PrintStream out = surroundings.out().stream();
    out.println("warming both sides up with " + WARM_UP * frames + " frames each ...");
    out.flush();
    sides.edgeRound(WARM_UP * frames);
    sides.bareRound(WARM_UP * frames);
    OverheadReport report = new OverheadReport();
    for (int round = 0; round < rounds && !stop.isRaised(); round++) {
      out.println(report.add(sides.edgeRound(frames), sides.bareRound(frames)));
      out.flush();
    }
    if (stop.isRaised()) {
      throw new IOException("interrupted");
    }
    out.print(report.words());
    if (json) {
      out.println(report.json(frames));
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private ChildProcess start(Cores cores, String name, List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(cores.prefix(Cores.SERVER));
    whole.addAll(command);
    return ChildProcess.start(
        new ChildProcess.Launch(
            name,
            whole,
            surroundings.home(),
            surroundings.home().resolve(".hawk/logs/bench-" + name + ".log"),
            PATIENCE));
  }

  private List<String> edgeCommand() {
    return List.of(
        hawk(), "edge", "--port", "0", "--no-dc", "--family", family, "--set", "infer.workers=1");
  }

  private List<String> bareCommand() {
    return List.of("env", EDGE_HEAP, hawk(), "bench", "bare-loop", "--family", family);
  }

  private String hawk() {
    return surroundings.home().resolve("hawk").toString();
  }
}
