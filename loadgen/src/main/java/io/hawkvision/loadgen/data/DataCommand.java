package io.hawkvision.loadgen.data;

import io.hawkvision.loadgen.drive.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of data sets; it does nothing by itself. */
@Command(name = "data", description = "Makes labelled picture folders of public photographs.")
public final class DataCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private DataCommand() {}

  /** With its data sets below it. */
  public static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new DataCommand())
        .addSubcommand("imagenette", new ImagenetteCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which data? There is: imagenette");
  }
}
