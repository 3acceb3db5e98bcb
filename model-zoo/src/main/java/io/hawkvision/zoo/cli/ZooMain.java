package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.onnx.UnusableModelException;
import io.hawkvision.zoo.plot.PlotException;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** {@code hawk zoo}: exit code 0 done, 1 failed, 2 wrong usage. */
@Command(
    name = "hawk zoo",
    description = "Look at, check, evaluate and seal families of networks.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListFamilies.class,
      ShowFamily.class,
      VerifyFamilies.class,
      Evaluate.class,
      New.class,
      Profile.class,
      Calibrate.class,
      Certify.class,
      ShowOutcomes.class,
      MakeGolden.class,
      Seal.class,
      Quantize.class,
      Exact.class,
      Split.class,
      ZooMain.Roadside.class
    })
public final class ZooMain {
  @Command(
      name = "roadside",
      description = "The procedural roadside camera.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      subcommands = RoadsideExport.class)
  static final class Roadside {}

  private ZooMain() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new ZooMain());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    removeVersionOption(commandLine);
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println(command.getColorScheme().errorText(reason(failure)));
          if (!expected(failure)) {
            failure.printStackTrace(command.getErr());
          }
          return CommandLine.ExitCode.SOFTWARE;
        });
    return commandLine;
  }

  /** The version is {@code hawk version}'s business. */
  private static void removeVersionOption(CommandLine commandLine) {
    OptionSpec version = commandLine.getCommandSpec().findOption("--version");
    if (version != null) {
      commandLine.getCommandSpec().remove(version);
    }
    commandLine.getSubcommands().values().forEach(ZooMain::removeVersionOption);
  }

  private static boolean expected(Exception failure) {
    return failure instanceof InvalidFamilyException
        || failure instanceof EngineException
        || failure instanceof UnusableModelException
        || failure instanceof UnreadableImageException
        || failure instanceof PlotException
        || failure instanceof IOException;
  }

  private static String reason(Exception failure) {
    Throwable cause = failure.getCause();
    String reason =
        failure instanceof EngineException
                || failure instanceof InvalidFamilyException
                || failure instanceof UnusableModelException
                || failure instanceof PlotException
                || failure.getClass().equals(IOException.class)
            ? String.valueOf(failure.getMessage())
            : failure.toString();
    return cause == null ? reason : reason + " (" + cause.getMessage() + ")";
  }
}
