package io.hawkvision.zoo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.MeasuredAccuracy;
import io.hawkvision.zoo.family.RecipeReader;
import io.hawkvision.zoo.family.TestRecord;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.Route;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  @Option(
      names = "--record",
      description = "Write test.json into the family's folder; seal takes it over.")
  private boolean isToBeRecorded;

  @Override
  public Integer call() throws IOException, InvalidFamilyException, EngineException {
    Family family = family(place.directory(name));
    PrintWriter err = spec.commandLine().getErr();
    try (FrameSource source = frames.source(spec, family, "test");
        OutcomeRun run = new OutcomeRun(family, Runtime.getRuntime().availableProcessors())) {
      OutcomeRun.Measured measured;
      try (Progress progress = Progress.onTerminal(err, "test", source.frames())) {
        measured = run.over(Part.CALIBRATION, source, progress);
      }
      Calibration.reportUnreadable("test", measured.unreadable(), err);
      OutcomeTable table = run.table(List.of(measured));
      if (table.frames() == 0) {
        throw new IOException("none of the " + source.frames() + " frames can be read");
      }
      if (isToBeRecorded) {
        record(family, table);
      }
      print(family, table, measured.unreadable());
    }
    return 0;
  }

  private static void record(Family family, OutcomeTable table) throws IOException {
    Map<Variant, MeasuredAccuracy> measured = new LinkedHashMap<>();
    for (Variant variant : family.variants()) {
      int column = table.column(variant.name());
      measured.put(variant, Estimate.measured(table, column, family.labels().size()));
    }
    TestRecord.write(family.directory(), measured);
  }

  private void print(Family family, OutcomeTable table, List<String> unreadable)
      throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(family, table, unreadable));
      return;
    }
    out.printf("%s version %d, %d frames%n", family.name(), family.version(), table.frames());
    for (Route route : table.routes()) {
      Estimate estimate = Estimate.of(table, table.column(route));
      out.printf("%-22s %s   (95 %%: %s)%n", route, estimate, estimate.interval());
    }
    out.printf(
        Locale.ROOT,
        "%-22s %.2f %% of edge answers equal the best variant's%n",
        "agreement",
        100 * agreement(table));
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

  private static String json(Family family, OutcomeTable table, List<String> unreadable)
      throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode top = mapper.createObjectNode();
    top.put("family", family.name()).put("version", family.version());
    top.put("frames", table.frames()).put("unreadable", unreadable.size());
    top.put("agreement", agreement(table));
    ArrayNode variants = top.putArray("variants");
    for (Route route : table.routes()) {
      Estimate estimate = Estimate.of(table, table.column(route));
      variants
          .addObject()
          .put("name", route.toString())
          .put("accuracy", estimate.accuracy())
          .put("standard_error", estimate.standardError())
          .put("confidence_low", estimate.interval().low())
          .put("confidence_high", estimate.interval().high());
    }
    return mapper.writeValueAsString(top);
  }
}
