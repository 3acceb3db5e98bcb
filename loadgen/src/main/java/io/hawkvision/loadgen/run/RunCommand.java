package io.hawkvision.loadgen.run;

import io.hawkvision.loadgen.drive.Interruption;
import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.link.LinkAbility;
import io.hawkvision.loadgen.link.NetworkNamespace;
import io.hawkvision.loadgen.plan.BenchPlan;
import io.hawkvision.loadgen.plan.PlanReader;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hawk bench run PLAN}. */
@Command(
    name = "run",
    description =
        "Measures what a plan compares: systems in turns over emulated links, with the same frames"
            + " at the same times and equal accuracy. Cells are kept, so a stopped run goes on with"
            + " --resume. Ends with a table and an HTML report.",
    sortOptions = false,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the whole plan was measured",
      "1:a part is missing, or the run broke off",
      "2:wrong usage"
    })
public final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final NetworkNamespace namespace;
  @Mixin private RunOptions options = new RunOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  public RunCommand(Surroundings surroundings, NetworkNamespace namespace) {
    this.surroundings = surroundings;
    this.namespace = namespace;
  }

  @Override
  public Integer call() throws IOException, InvalidInputException {
    if (options.plan.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "which plan? There are " + String.join(", ", PlanReader.BUILT_IN) + ", peer");
    }
    BenchPlan plan = options.narrow(PlanReader.read(options.plan));
    Optional<String> unable = namespace.isOwn() ? Optional.empty() : LinkAbility.missing();
    if (!namespace.isOwn() && unable.isEmpty()) {
      return namespace.reExecute(arguments()); // links live in a namespace that ends with the run
    }
    unable.ifPresent(why -> say("links are not emulated here: " + why));
    try (Interruption guard = Interruption.ofThisThread()) {
      Bench bench = new Bench(surroundings, options, plan, guard.flag());
      boolean whole = bench.run(unable);
      return whole ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  private List<String> arguments() {
    return spec.commandLine().getParseResult().originalArgs();
  }

  private void say(String words) {
    surroundings.err().stream().println("hawk bench run: " + words);
  }
}
