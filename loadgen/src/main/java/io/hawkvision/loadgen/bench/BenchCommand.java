package io.hawkvision.loadgen.bench;

import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.infaas.InfaasCommand;
import io.hawkvision.loadgen.link.FarProbe;
import io.hawkvision.loadgen.link.LinkProcess;
import io.hawkvision.loadgen.link.LinksCommand;
import io.hawkvision.loadgen.link.NetworkNamespace;
import io.hawkvision.loadgen.load.LoadCommand;
import io.hawkvision.loadgen.peer.PeerCommand;
import io.hawkvision.loadgen.power.PowerCommand;
import io.hawkvision.loadgen.promise.PromisesCommand;
import io.hawkvision.loadgen.report.CompareCommand;
import io.hawkvision.loadgen.report.ReportCommand;
import io.hawkvision.loadgen.run.RunCommand;
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
  public static CommandLine commandLine(Surroundings surroundings, NetworkNamespace namespace) {
    return new CommandLine(new BenchCommand())
        .addSubcommand("run", run(surroundings, namespace))
        .addSubcommand("report", new ReportCommand(surroundings))
        .addSubcommand("compare", new CompareCommand(surroundings))
        .addSubcommand("links", new LinksCommand(surroundings, namespace))
        .addSubcommand("load", new LoadCommand(surroundings))
        .addSubcommand("power", new PowerCommand(surroundings))
        .addSubcommand("peer", new PeerCommand(surroundings))
        .addSubcommand("overhead", new OverheadCommand(surroundings))
        .addSubcommand("promises", new PromisesCommand(surroundings))
        .addSubcommand("bare-loop", new BareLoop(surroundings))
        .addSubcommand("link", new LinkProcess(surroundings))
        .addSubcommand("link-far", new FarProbe(surroundings))
        .addSubcommand("infaas-node", new InfaasCommand(surroundings));
  }

  /** The plan {@code peer} measures other servers; it has options of its own. */
  private static CommandLine run(Surroundings surroundings, NetworkNamespace namespace) {
    return new CommandLine(new RunCommand(surroundings, namespace))
        .addSubcommand("peer", new PeerCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which benchmark? There are: run, report, compare, load, links, power, overhead, promises,"
            + " decide");
  }
}
