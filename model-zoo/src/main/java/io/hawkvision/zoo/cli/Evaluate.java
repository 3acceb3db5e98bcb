package io.hawkvision.zoo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.RecipeReader;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.Route;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures every variant's accuracy on labelled frames, with the classes that serve. */
@Command(
    name = "evaluate",
    description = "Measure the accuracy of every variant on labelled frames.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class Evaluate implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;
  @Mixin private FrameOptions frames;

  @Parameters(
      paramLabel = "FAMILY",
      description = "Name or folder; a folder that is not sealed yet will do.")
  private String name;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InvalidFamilyException, EngineException {
    Family family = family(place.directory(name));
    FrameSource source = frames.source(spec, family, "test");
    try (OutcomeRun run = new OutcomeRun(family, Runtime.getRuntime().availableProcessors())) {
      OutcomeRun.Measured measured;
      PrintWriter err = spec.commandLine().getErr();
      try (Progress progress = Progress.onTerminal(err, "test", source.frames())) {
        measured = run.over(Part.CALIBRATION, source, progress);
      }
      Calibration.reportUnreadable("test", measured.unreadable(), err);
      OutcomeTable table = run.table(List.of(measured));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(json(family, table));
      } else {
        out.printf("%s, %d frames%n", family.name(), table.frames());
        for (Route route : table.routes()) {
          out.printf("%-10s %s%n", route, Estimate.of(table, table.column(route)));
        }
        out.printf(
            "agreement  %.2f %% of edge answers equal the best variant's%n",
            100 * agreement(table));
      }
    }
    return 0;
  }

  /** Sealed or not. */
  static Family family(Path directory) throws InvalidFamilyException {
    return Files.exists(directory.resolve("family.yaml"))
        ? FamilyReader.read(directory)
        : RecipeReader.read(directory).unsealed();
  }

  private static double agreement(OutcomeTable table) {
    int agreeing = 0;
    for (int i = 0; i < table.frames(); i++) {
      agreeing += table.agrees(0, i) ? 1 : 0;
    }
    return (double) agreeing / table.frames();
  }

  private static String json(Family family, OutcomeTable table) throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode top = mapper.createObjectNode();
    top.put("family", family.name()).put("version", family.version());
    top.put("frames", table.frames()).put("agreement", agreement(table));
    ObjectNode variants = top.putObject("variants");
    for (Route route : table.routes()) {
      Estimate estimate = Estimate.of(table, table.column(route));
      variants
          .putObject(route.toString())
          .put("accuracy", estimate.accuracy())
          .put("standard_error", estimate.standardError());
    }
    return mapper.writeValueAsString(top);
  }
}
