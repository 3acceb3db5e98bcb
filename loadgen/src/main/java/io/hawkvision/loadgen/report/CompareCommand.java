package io.hawkvision.loadgen.report;

import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Two runs side by side, such as before and after a change. */
@Command(
    name = "compare",
    description =
        "Prints two runs of a benchmark side by side: each system on identical frames, with the"
            + " ratio of p99 (B by A) and its 95 % interval where accuracies are equal. Warns"
            + " where machine, plan, seeds or frames differ.")
public final class CompareCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "A", description = "A run, as for bench report.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "Another run.")
  private String second = "";

  @Option(names = "--json", description = "Print one JSON object as the last line of stdout.")
  private boolean json;

  public CompareCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InvalidInputException {
    PrintStream out = surroundings.out().stream();
    PrintStream err = surroundings.err().stream();
    RunPlace place = new RunPlace(surroundings.home());
    RunComparison comparison =
        RunComparison.of(place.find(first, err::println), place.find(second, err::println));
    if (comparison.groups().isEmpty()) {
      throw new InvalidInputException("these runs have no system and setting in common");
    }
    out.print(ComparisonText.table(comparison));
    out.flush();
    comparison.warnings().forEach(each -> err.println("WARNING, NOT LIKE WITH LIKE: " + each));
    if (json) {
      out.println(ComparisonText.json(comparison));
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
