package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.PixelFormat;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.plot.PlotException;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.PolicyChoice;
import io.hawkvision.zoo.policy.PolicyChooser;
import io.hawkvision.zoo.policy.PolicyEstimate;
import io.hawkvision.zoo.policy.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one family: its networks, their accuracy on the calibration frames, what targets cost. */
@Command(
    name = "show",
    description = "Show a family: its networks, and what targets cost.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class ShowFamily implements Callable<Integer> {
  private static final int TARGETS = 5;

  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;

  @Parameters(paramLabel = "FAMILY", description = "Name, or the path of a family's folder.")
  private String name;

  @Option(
      names = "--plot",
      paramLabel = "FILE.png",
      description = "Draw accuracy against cost of each network and of the cascades.")
  private Optional<Path> plot = Optional.empty();

  @Override
  public Integer call() throws InvalidFamilyException, IOException, PlotException {
    Family family = FamilyReader.read(place.directory(name));
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s, version %d: %s%n", family.name(), family.version(), family.description());
    out.printf("licence   %s%n", family.licence());
    out.printf("manifest  %s%n", family.manifestHash());
    out.printf("labels    %s%n", String.join(", ", family.labels()));
    for (Variant variant : family.variants()) {
      out.printf(
          "variant   %s%n          tier %s, input %d x %d %s%n",
          ListFamilies.ladder(family, variant),
          variant.tier().word(),
          variant.input().width(),
          variant.input().height(),
          words(variant));
    }
    out.printf("estimates from %d calibration frames:%n", family.calibration().frames());
    targets(family, out);
    if (plot.isPresent()) {
      CascadePlot.save(family, plot.get());
      out.printf("picture   %s%n", plot.get());
    }
    return 0;
  }

  private static String words(Variant variant) {
    PixelFormat format = variant.input().format();
    return String.join(
        " ",
        format.order().word(),
        format.layout().word(),
        format.type().word() + ",",
        variant.output().values().word() + (variant.integer() ? ", integer" : ""));
  }

  /** Steps from the edge variant's accuracy to the best one's. */
  private static void targets(Family family, PrintWriter out) {
    PolicyChooser chooser = new PolicyChooser(family);
    double edge = family.calibration().accuracy(0);
    OutcomeTable calibration = family.calibration();
    double best = calibration.accuracy(calibration.column(family.best().name()));
    for (int i = 1; i <= TARGETS; i++) {
      double accuracy = Math.round(1000 * (edge + (best - edge) * i / TARGETS)) / 1000.0;
      if (accuracy <= 0 || accuracy >= 1) {
        continue;
      }
      PolicyChoice choice = chooser.choose(Target.absolute(accuracy));
      if (choice instanceof PolicyChoice.Feasible feasible) {
        PolicyEstimate estimate = feasible.policy();
        Policy policy = estimate.policy();
        out.printf(
            "target    accuracy %.3f: escalates %.1f %% to %s (edge score under %.5f)%n",
            accuracy, 100 * estimate.escalatedShare(), policy.hard(), policy.upper());
      } else if (choice instanceof PolicyChoice.Unattainable unattainable) {
        out.printf(
            "target    accuracy %.3f: out of reach, at most %.3f%n",
            accuracy, unattainable.bestEstimate());
      }
    }
  }
}
