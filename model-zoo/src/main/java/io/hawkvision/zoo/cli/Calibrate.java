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
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Option(
      names = "--add-labels",
      paramLabel = "FILE.json",
      description =
          "Instead: add human labels, as GET /v1/families/FAMILY/labels of an edge node gave them,"
              + " to the present table. May be given several times.")
  private List<Path> labels = List.of();

  @Override
  public Integer call() throws IOException, InvalidFamilyException, EngineException {
    if (!labels.isEmpty()) {
      return addLabels();
    }
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

  private Integer addLabels() throws IOException, InvalidFamilyException {
    if (frames.namesFrames()) {
      throw new ParameterException(
          spec.commandLine(),
          "--add-labels takes the present table: no --images, no --camera-seed");
    }
    Path directory = place.directory(name);
    LabelAddition addition = LabelAddition.of(directory, labels);
    Family family = RecipeReader.read(directory).unsealed();
    Path file = written(family, addition.table());
    spec.commandLine()
        .getOut()
        .printf(
            "%d of %d labels added (%d are outside the uniform sample, %d left out: they would make"
                + " segments too long)%n%d calibration frames in %s; seal next%n",
            addition.added(),
            addition.offered(),
            addition.offered() - addition.uniform(),
            addition.uniform() - addition.added(),
            addition.table().part(Part.CALIBRATION).frames(),
            file);
    return 0;
  }

  private Path written(Family family, OutcomeTable table) throws IOException {
    try {
      return new Calibration(family, true, spec.commandLine().getErr()).write(table);
    } catch (IllegalArgumentException full) {
      throw new IOException("the table cannot take the labels: " + full.getMessage(), full);
    }
  }
}
