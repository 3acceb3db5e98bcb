package io.hawkvision.loadgen;

import io.hawkvision.loadgen.bench.BenchCommand;
import io.hawkvision.loadgen.data.DataCommand;
import io.hawkvision.loadgen.demo.DemoCommand;
import io.hawkvision.loadgen.drive.HelpOption;
import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.drive.Terminal;
import io.hawkvision.loadgen.link.NetworkNamespace;
import io.hawkvision.loadgen.send.SendCommand;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Wiring of {@code hawk send}, {@code demo}, {@code data} and {@code bench}. */
@Command(name = "hawk", description = "Drives HawkVision nodes over their public protocols.")
public final class LoadMain {

  private LoadMain() {}

  public static void main(String[] args) {
    LoadConfig config = LoadConfig.of(System.getenv());
    Surroundings surroundings =
        new Surroundings(config.home(), Terminal.stdout(), Terminal.stderr());
    NetworkNamespace namespace = new NetworkNamespace(config.home(), config.inOwnNamespace());
    System.exit(commandLine(surroundings, namespace).execute(args));
  }

  /** Exit codes: 0 done, 1 failed, 2 wrong usage. */
  static CommandLine commandLine(Surroundings surroundings, NetworkNamespace namespace) {
    CommandLine line = new CommandLine(new LoadMain());
    line.addSubcommand("send", new SendCommand(surroundings));
    line.addSubcommand("demo", new DemoCommand(surroundings));
    line.addSubcommand("bench", BenchCommand.commandLine(surroundings, namespace));
    line.addSubcommand("data", DataCommand.commandLine(surroundings));
    line.setOut(new PrintWriter(surroundings.out().stream(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(surroundings.err().stream(), true, StandardCharsets.UTF_8));
    addHelp(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> explain(failure, command, surroundings.err().stream()));
    return line;
  }

  private static void addHelp(CommandLine line) {
    line.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
    line.getSubcommands().values().forEach(LoadMain::addHelp);
  }

  private static int explain(Exception failure, CommandLine command, PrintStream err)
      throws Exception {
    if (!(failure instanceof IOException) && !(failure instanceof InvalidInputException)) {
      throw failure;
    }
    err.println(command.getCommandSpec().qualifiedName() + ": " + failure.getMessage());
    return failure instanceof InvalidInputException
        ? CommandLine.ExitCode.USAGE
        : CommandLine.ExitCode.SOFTWARE;
  }
}
