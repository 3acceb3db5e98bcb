package io.hawkvision.zoo.cli;

import io.hawkvision.proto.feature.CodeLayout;
import io.hawkvision.proto.feature.CodecTables;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.engine.SplitEncoder;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.RecipeReader;
import io.hawkvision.zoo.family.SplitModel;
import io.hawkvision.zoo.family.WholeFile;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the codec file of a family's split model from the codes of design frames. */
@Command(
    name = "tables",
    description = "Write the codec file from the codes of design frames; seal afterwards.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class SplitTables implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;
  @Mixin private FrameOptions frames;

  @Parameters(paramLabel = "FAMILY", description = "Name or folder with recipe.yaml.")
  private String name;

  @Option(names = "--groups", defaultValue = "4", description = "Groups of channels (default: 4).")
  private int groups;

  @Option(names = "--phases", defaultValue = "2", description = "Spatial phases (default: 2).")
  private int phases;

  @Option(names = "--base", defaultValue = "2", description = "Packets sent twice (default: 2).")
  private int base;

  @Override
  public Integer call()
      throws IOException, InvalidFamilyException, EngineException, UnreadableImageException {
    Family family = RecipeReader.draft(place.directory(name)).unsealed();
    SplitModel split =
        family
            .split()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), family.name() + " has no split model in recipe.yaml"));
    FrameSource source = frames.source(spec, family, "design");
    Preprocessor view = new Preprocessor(family.edge().input(), ImageLimits.DEFAULT);
    try (OrtEngine edge = OrtEngine.open(family, family.edge(), new OrtEngine.Options(1, 1, 1));
        SplitEncoder encoder = SplitEncoder.open(split)) {
      CodecTables.Builder tables = new CodecTables.Builder(layout(encoder.codeSizes()));
      for (int i = 0; i < source.frames(); i++) {
        try (TensorLease lease = edge.acquire()) {
          view.into(source.frame(i).image(), lease.slot(0));
          tables.add(encoder.encode(edge.runWithStem(lease, 1).stems()[0]));
        }
      }
      WholeFile.write(split.codec().file(), tables.build().toBytes());
      spec.commandLine()
          .getOut()
          .printf(
              "%s: %d bytes from %d frames%n",
              split.codec().file(), Files.size(split.codec().file()), source.frames());
    }
    return 0;
  }

  private CodeLayout layout(int[] code) {
    if (groups < 1 || code[0] % groups != 0) {
      throw new ParameterException(
          spec.commandLine(), "--groups must divide the code's " + code[0] + " channels");
    }
    try {
      return new CodeLayout(
          code[0], code[1], code[2], Collections.nCopies(groups, code[0] / groups), phases, base);
    } catch (IllegalArgumentException impossible) {
      throw new ParameterException(
          spec.commandLine(), String.valueOf(impossible.getMessage()), impossible);
    }
  }
}
