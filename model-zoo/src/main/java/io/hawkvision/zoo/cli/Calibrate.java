package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.RecipeReader;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Part;
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
    description = "Run every route over labelled frames and write outcomes.bin; seal afterwards.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class Calibrate implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;
  @Mixin private CalibrationOptions frames;

  @Parameters(paramLabel = "FAMILY", description = "Name or folder with recipe.yaml and networks.")
  private String name;

  @Override
  public Integer call() throws IOException, InvalidFamilyException, EngineException {
    Family family = RecipeReader.read(place.directory(name)).unsealed();
    Calibration calibration =
        new Calibration(family, frames.allowsEmptyClasses(), spec.commandLine().getErr());
    OutcomeTable table = calibration.measure(frames.sources(spec, family));
    Path file = calibration.write(table);
    spec.commandLine()
        .getOut()
        .printf(
            "%d calibration and %d design frames by %d routes in %s (%d bytes)%n",
            table.part(Part.CALIBRATION).frames(),
            table.part(Part.DESIGN).frames(),
            table.routes().size(),
            file,
            Files.size(file));
    return 0;
  }
}
