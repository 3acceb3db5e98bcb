package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.MeasuredAccuracy;
import io.hawkvision.zoo.family.Variant;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the families of a folder with the ladder of each: from the edge to the best variant. */
@Command(
    name = "list",
    description = "List the families and how accurate each of their networks is.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class ListFamilies implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;

  @Override
  public Integer call() throws InvalidFamilyException {
    PrintWriter out = spec.commandLine().getOut();
    for (Family family : FamilyReader.readAll(place.root())) {
      out.printf(
          "%s version %d, %d labels, licence %s%n",
          family.name(), family.version(), family.labels().size(), family.licence());
      for (Variant variant : family.variants()) {
        out.println("  " + ladder(family, variant));
      }
    }
    return 0;
  }

  /** One rung: what a variant costs and how good it is. */
  static String ladder(Family family, Variant variant) {
    int column = family.calibration().column(variant.name());
    Optional<MeasuredAccuracy> test = variant.accuracy().test();
    return String.format(
        Locale.ROOT,
        "%-8s %8.3f M parameters %8.1f MMAC   calibration %s   test %s",
        variant.name(),
        variant.parameters() / 1e6,
        variant.macs() / 1e6,
        Estimate.of(family.calibration(), column),
        test.map(ListFamilies::share).orElse("not measured"));
  }

  private static String share(MeasuredAccuracy measured) {
    return new Estimate(measured.accuracy(), measured.standardError(), measured.frames())
        + " ("
        + measured.frames()
        + " frames)";
  }
}
