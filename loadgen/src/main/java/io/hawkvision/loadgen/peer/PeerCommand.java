package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.drive.Interruption;
import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Our edge beside a bare loop and any servers that have a URL. */
@Command(
    name = "peer",
    description =
        "Measures our edge, a bare loop of decode and ONNX Runtime in one process, and any running"
            + " servers named by URL, in turns: same network, same frames, same rate. Prints"
            + " throughput and P99 of each.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:measured", "1:a system could not be measured", "2:wrong usage"})
public final class PeerCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private PeerOptions options = new PeerOptions();

  @Option(names = "--json", description = "Print one JSON object as the last line of stdout.")
  private boolean json;

  public PeerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InvalidInputException {
    try (Interruption guard = Interruption.ofThisThread()) {
      PeerReport report = PeerRun.call(surroundings, options, guard.flag());
      PrintStream out = surroundings.out().stream();
      out.print(report.words());
      out.println("JSON in " + options.out(surroundings.home()));
      if (json) {
        out.println(report.json());
      }
      out.flush();
      return CommandLine.ExitCode.OK;
    }
  }
}
