package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.RecipeReader;
import io.hawkvision.zoo.policy.OutcomeCsv;
import io.hawkvision.zoo.policy.OutcomeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a family's outcome table from labelled frames that no network was trained on. */
@Command(
    name = "calibrate",
    description = "Run every variant over labelled frames and write outcomes.csv; seal afterwards.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class Calibrate implements Callable<Integer> {
  static final String OUTCOMES = "outcomes.csv";

  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;
  @Mixin private FrameOptions frames;

  @Parameters(paramLabel = "FAMILY", description = "Name or folder with recipe.yaml and networks.")
  private String name;

  @Override
  public Integer call() throws IOException, InvalidFamilyException, EngineException {
    Family family = RecipeReader.read(place.directory(name)).unsealed();
    FrameSource source = frames.source(spec, family, "calibration");
    try (OutcomeRun run = new OutcomeRun(family, Runtime.getRuntime().availableProcessors())) {
      OutcomeTable table = run.over(source);
      Path file = family.directory().resolve(OUTCOMES);
      Files.writeString(file, OutcomeCsv.write(table, OutcomeRun.origin(family)));
      spec.commandLine().getOut().printf("%d outcomes in %s%n", table.frames(), file);
    }
    return 0;
  }
}
