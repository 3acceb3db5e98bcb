package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.certify.Certificate;
import io.hawkvision.zoo.certify.Certification;
import io.hawkvision.zoo.certify.Certifier;
import io.hawkvision.zoo.certify.CostModel;
import io.hawkvision.zoo.certify.Menu;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.plot.PlotException;
import io.hawkvision.zoo.policy.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hawk certify}: what can be promised of a family, and how often such promises break. */
@Command(
    name = "certify",
    description = "Prove that a family meets a target, or say what is missing.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:certified", "1:not certified, or failed", "2:wrong usage"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class Certify implements Callable<Integer> {
  private static final int NOT_CERTIFIED = 1;
  private static final double PERCENT = 100;

  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;

  @Parameters(paramLabel = "FAMILY", description = "Name, or the path of a family's folder.")
  private String name;

  @Option(names = "--accuracy", paramLabel = "A", description = "Target: accuracy of at least A.")
  private Optional<String> accuracy = Optional.empty();

  @Option(
      names = "--accuracy-loss",
      paramLabel = "E",
      description = "Target: at most E below the best variant. Default target: 0.01.")
  private Optional<String> accuracyLoss = Optional.empty();

  @Option(
      names = "--agreement",
      paramLabel = "G",
      description = "Target: the best variant's answer with probability G.")
  private Optional<String> agreement = Optional.empty();

  @Option(
      names = "--menu",
      paramLabel = "NAME",
      description = "Which routes are open: original (default), features, features@75, ...")
  private String menu = Menu.ORIGINAL;

  @Option(
      names = "--plot",
      paramLabel = "FILE.png",
      description = "Draw accuracy against escalation with the certified band.")
  private Optional<Path> plot = Optional.empty();

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      description =
          "Instead: draw N calibrations from the family's own frames, certify six targets from each"
              + " and count how often the truth misses what was certified.")
  private Optional<Integer> bootstrap = Optional.empty();

  @Option(
      names = "--link",
      paramLabel = "NAME",
      description =
          "With --bootstrap: the link profile whose costs order the policies, one of lan, wifi"
              + " (default, and what serves), lte, lte-poor.")
  private String link = CostModel.WIFI.name();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws InvalidFamilyException, IOException, PlotException {
    Family family = FamilyReader.read(place.directory(name));
    Certifier certifier = new Certifier(family, costs());
    PrintWriter out = spec.commandLine().getOut();
    if (bootstrap.isPresent()) {
      requireUsage(bootstrap.get() > 0, "--bootstrap must be positive");
      requireUsage(given().isEmpty() && plot.isEmpty(), "--bootstrap takes no target and no plot");
      new BootstrapReport(certifier, bootstrap.get(), json).print(out);
      return 0;
    }
    Target target = target();
    Certification result = certifier.certify(target, menu(certifier), InstantSource.system());
    out.println(
        json
            ? CertificationJson.of(family, target, result)
            : String.join(System.lineSeparator(), words(family, target, result)));
    if (plot.isPresent()) {
      CertifyPlot.save(certifier, target, plot.get());
      spec.commandLine().getErr().printf("picture   %s%n", plot.get());
    }
    return result instanceof Certification.Certified ? 0 : NOT_CERTIFIED;
  }

  private CostModel costs() {
    requireUsage(
        bootstrap.isPresent() || link.equals(CostModel.WIFI.name()), "--link needs --bootstrap");
    return CostModel.ALL.stream()
        .filter(model -> model.name().equals(link))
        .findFirst()
        .orElseThrow(() -> new ParameterException(spec.commandLine(), "no --link: " + link));
  }

  private Menu menu(Certifier certifier) {
    List<String> names = certifier.menus().stream().map(Menu::name).toList();
    requireUsage(names.contains(menu), "--menu: this family has " + String.join(", ", names));
    return certifier.menus().get(names.indexOf(menu));
  }

  private List<Target> given() {
    List<Target> given = new ArrayList<>();
    accuracy.ifPresent(text -> given.add(parse("absolute", "--accuracy", text)));
    accuracyLoss.ifPresent(text -> given.add(parse("relative", "--accuracy-loss", text)));
    agreement.ifPresent(text -> given.add(parse("agreement", "--agreement", text)));
    return given;
  }

  private Target target() {
    List<Target> given = given();
    requireUsage(given.size() <= 1, "give one target");
    return given.isEmpty() ? Target.DEFAULT : given.get(0);
  }

  private Target parse(String kind, String option, String text) {
    try {
      return Target.parse(kind, text);
    } catch (IllegalArgumentException refused) {
      throw new ParameterException(spec.commandLine(), option + ": " + refused.getMessage());
    }
  }

  private void requireUsage(boolean isFine, String problem) {
    if (!isFine) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }

  private static List<String> words(Family family, Target target, Certification result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "family       %s version %d%ntarget       %s %s",
            family.name(),
            family.version(),
            target.kind(),
            target.value()));
    if (result instanceof Certification.Certified certified) {
      lines.addAll(words(certified.certificate()));
    } else if (result instanceof Certification.NotYet notYet) {
      lines.add("outcome      not_yet");
      lines.add(
          percent(
              "lower bound  %.2f %% for every frame to " + notYet.served().hard(),
              notYet.lowerBound()));
      lines.add(
          "missing      "
              + (notYet.missingFrames().isPresent()
                  ? notYet.missingFrames().getAsLong()
                      + " more independent frames, if the estimate"
                      + " is true"
                  : "no number of frames would do: the estimate itself is below the target"));
      lines.add(highest(notYet.maxCertified()));
    } else if (result instanceof Certification.Unattainable unattainable) {
      lines.add("outcome      unattainable");
      lines.add(
          percent("upper bound  %.2f %% for the most accurate policy", unattainable.upperBound()));
      lines.add(highest(unattainable.maxCertified()));
    }
    return lines;
  }

  private static List<String> words(Certificate certificate) {
    List<String> lines = new ArrayList<>();
    lines.add("outcome      certified");
    lines.add("certificate  " + certificate.id());
    lines.add("policy       " + certificate.policy());
    lines.add(percent("escalates    %.1f %%", certificate.basis().escalatedShare()));
    lines.add(
        String.format(
            Locale.ROOT,
            "confidence   %.2f; delta %.4g for the menu %s; step %d of its sequence",
            Certifier.CONFIDENCE,
            certificate.basis().delta(),
            certificate.menu(),
            certificate.prefix().size()));
    lines.add("tested on    " + certificate.basis().segments() + " independent segments");
    certificate.dependencies().hashes().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(
            hash -> lines.add("rests on     " + hash.getKey() + " " + CertificationJson.cut(hash)));
    lines.add("valid until  " + certificate.validUntil());
    return lines;
  }

  private static String highest(double maxCertified) {
    return maxCertified > 0
        ? percent("highest      %.1f %% can be certified", maxCertified)
        : "highest      nothing can be certified from so few segments";
  }

  private static String percent(String format, double share) {
    return String.format(Locale.ROOT, format, PERCENT * share);
  }
}
