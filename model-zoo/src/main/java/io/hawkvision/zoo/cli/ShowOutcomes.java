package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.PreGateFeatures;
import io.hawkvision.zoo.policy.Route;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a family's outcome table, or prints all of it for other programs. */
@Command(
    name = "outcomes",
    description = "Show a family's outcome table: parts, segments, and how good each route is.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class ShowOutcomes implements Callable<Integer> {
  private static final String FIXED =
      "part,segment,order,label,margin,max_probability,entropy,luminance,contrast,sharpness,change,";

  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;

  @Parameters(paramLabel = "FAMILY", description = "Name, or the path of a family's folder.")
  private String name;

  @Option(
      names = "--csv",
      description = "Print every frame as a line of CSV; labels are indices, change may be empty.")
  private boolean csv;

  @Override
  public Integer call() throws InvalidFamilyException {
    Family family = FamilyReader.read(place.directory(name));
    PrintWriter out = spec.commandLine().getOut();
    if (csv) {
      lines(family.outcomes(), out);
      return 0;
    }
    family.outcomes().origin().forEach(line -> out.printf("made by   %s%n", line));
    for (Part part : Part.values()) {
      summary(part, family.outcomes().part(part), out);
    }
    return 0;
  }

  private static void summary(Part part, OutcomeTable table, PrintWriter out) {
    Set<Integer> segments = new HashSet<>();
    for (int i = 0; i < table.frames(); i++) {
      segments.add(table.segment(i));
    }
    out.printf("%s: %d frames of %d segments%n", part.word(), table.frames(), segments.size());
    for (Route route : table.routes()) {
      int column = table.column(route);
      int agreeing = 0;
      for (int i = 0; i < table.frames(); i++) {
        agreeing += table.agrees(column, i) ? 1 : 0;
      }
      out.printf(
          Locale.ROOT,
          "  %-22s accuracy %s, agreement %.2f %%%n",
          route,
          Estimate.of(table, column),
          100.0 * agreeing / Math.max(1, table.frames()));
    }
  }

  private static void lines(OutcomeTable table, PrintWriter out) {
    out.println(
        FIXED + table.routes().stream().map(Route::toString).collect(Collectors.joining(",")));
    for (int i = 0; i < table.frames(); i++) {
      PreGateFeatures features = table.features(i);
      out.printf(
          Locale.ROOT,
          "%s,%d,%d,%d,%.8f,%.8f,%.7f,%s,%s,%s,%s",
          table.part(i).word(),
          table.segment(i),
          table.order(i),
          table.label(i),
          table.margin(i),
          table.maxProbability(i),
          table.entropy(i),
          orNothing(features.luminance()),
          orNothing(features.contrast()),
          orNothing(features.sharpness()),
          orNothing(features.change()));
      for (int column = 0; column < table.routes().size(); column++) {
        out.print("," + table.predicted(column, i));
      }
      out.println();
    }
  }

  private static String orNothing(double feature) {
    return Double.isNaN(feature) ? "" : String.format(Locale.ROOT, "%.2f", feature);
  }
}
