package io.hawkvision.loadgen.bench;

import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.load.LoadCommand;
import io.hawkvision.loadgen.promise.PromisesCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of benchmarks; it does nothing by itself. */
@Command(name = "bench", description = "Benchmarks of a node on this machine.")
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private BenchCommand() {}

  /** With its benchmarks below it. */
  public static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new BenchCommand())
        .addSubcommand("overhead", new OverheadCommand(surroundings))
        .addSubcommand("load", new LoadCommand(surroundings))
        .addSubcommand("promises", new PromisesCommand(surroundings))
        .addSubcommand("bare-loop", new BareLoop(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which benchmark? There are: overhead, load, promises");
  }
}
