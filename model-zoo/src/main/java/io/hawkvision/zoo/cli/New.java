package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.cli.ForeignNetwork.Wishes;
import io.hawkvision.zoo.cli.NewFamily.Head;
import io.hawkvision.zoo.cli.NewFamily.Member;
import io.hawkvision.zoo.cli.NewFamily.Order;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.family.BackgroundClass;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.OutputValues;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.family.Tier;
import io.hawkvision.zoo.family.Variant;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a family from other people's ONNX files and labelled pictures. */
@Command(
    name = "new",
    description = {
      "Make a family from other people's ONNX files and labelled pictures.",
      "Shapes, types and layout are read off the files. How pixels become the network's numbers,"
          + " the colours' order, the crop and the place of a background class are tried out on"
          + " design frames where they are not stated; what was assumed is said and kept in"
          + " recipe.yaml."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class New implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder to make; there must be none yet.")
  private Path directory;

  @Option(
      names = "--edge",
      required = true,
      paramLabel = "ONNX",
      description = "The edge's network.")
  private Path edge;

  @Option(
      names = "--dc",
      required = true,
      paramLabel = "ONNX",
      description = "A datacenter's network; once for each.")
  private List<Path> dcs = new ArrayList<>();

  @Option(
      names = "--labels",
      required = true,
      paramLabel = "FILE",
      description = "One label a line, in the order of the output; may begin with a WordNet id.")
  private Path labels;

  @Option(
      names = "--calibration",
      required = true,
      paramLabel = "DIR|ZIP",
      description =
          "Pictures in folders named for their label, or with labels.csv (file,label,...).")
  private Path calibration;

  @Option(names = "--input", paramLabel = "WORDS", description = InputWords.HELP)
  private List<String> input = new ArrayList<>();

  @Option(
      names = "--edge-input",
      paramLabel = "WORDS",
      description = "The same for the edge's network alone; added to --input.")
  private List<String> edgeInput = new ArrayList<>();

  @Option(
      names = "--dc-input",
      paramLabel = "WORDS",
      description = "The same for the networks of --dc: once for all, or once for each.")
  private List<String> dcInput = new ArrayList<>();

  @Option(
      names = "--values",
      paramLabel = "logits|probabilities",
      description = "What outputs hold (default: found out).")
  private Optional<OutputValues> values = Optional.empty();

  @Option(
      names = "--background",
      paramLabel = "none|first|last",
      description = "Where outputs have a class no label stands for (default: found out).")
  private Optional<BackgroundClass> background = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description = "The output to read, where networks have several.")
  private Optional<String> output = Optional.empty();

  @Option(names = "--name", description = "The family's name (default: the folder's).")
  private Optional<String> name = Optional.empty();

  @Option(names = "--family-version", defaultValue = "1", description = "Default: 1.")
  private int version;

  @Option(names = "--description", description = "What the family tells apart.")
  private Optional<String> description = Optional.empty();

  @Option(names = "--licence", description = "Licence of the networks.")
  private String licence = "not stated";

  @Option(names = "--allow-empty-classes", description = "Go on where no picture shows a label.")
  private boolean allowEmptyClasses;

  @Override
  public Integer call() throws IOException, EngineException, InvalidFamilyException {
    PrintWriter err = spec.commandLine().getErr();
    requireWords();
    List<Member> members = members();
    Order order = new Order(head(), members, foreignLabels(members), background, allowEmptyClasses);
    for (Member member : members) {
      member.network().backgrounds(order.labels(), background);
    }
    try (NewFolder folder = NewFolder.at(directory);
        PictureFrames pictures = PictureFrames.all(calibration, labelByName(order.labels()))) {
      new NewFamily(order, err).make(folder.path(), pictures);
      folder.complete();
    }
    Family family = FamilyReader.read(directory);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s version %d is in %s%n", family.name(), family.version(), directory);
    for (Variant variant : family.variants()) {
      int column = family.calibration().column(variant.name());
      out.printf(
          Locale.ROOT,
          "%-8s %-24s %8.3f M parameters %9.1f MMAC   %s of %d calibration frames%n",
          variant.name(),
          fileOf(variant, members),
          variant.parameters() / 1e6,
          variant.macs() / 1e6,
          Estimate.of(family.calibration(), column),
          family.calibration().frames());
    }
    return 0;
  }

  private static String fileOf(Variant variant, List<Member> members) {
    return members.stream()
        .map(Member::network)
        .filter(network -> Sha256.of(network.bytes()).equals(variant.sha256()))
        .map(network -> String.valueOf(network.file().getFileName()))
        .findFirst()
        .orElse("");
  }

  private void requireWords() {
    if (dcInput.size() > 1 && dcInput.size() != dcs.size()) {
      throw new ParameterException(
          spec.commandLine(), "--dc-input must be given once, or once for each --dc");
    }
    if (version < 1) {
      throw new ParameterException(spec.commandLine(), "--family-version must be 1 or more");
    }
  }

  private List<Member> members() throws IOException, EngineException {
    List<Member> members = new ArrayList<>();
    members.add(member("edge-s", Tier.EDGE, edge, edgeInput));
    for (int i = 0; i < dcs.size(); i++) {
      List<String> own = dcInput.size() > 1 ? List.of(dcInput.get(i)) : dcInput;
      members.add(member(dcName(i), Tier.DC, dcs.get(i), own));
    }
    return members;
  }

  private String dcName(int i) {
    if (dcs.size() > 2) {
      return "dc-" + (i + 1);
    }
    return i == dcs.size() - 1 ? "dc-l" : "dc-m";
  }

  private Member member(String variant, Tier tier, Path file, List<String> own)
      throws IOException, EngineException {
    List<String> all = new ArrayList<>(input);
    all.addAll(own);
    try {
      InputWords words = InputWords.parse(all);
      return new Member(
          variant, tier, new ForeignNetwork(file, words, new Wishes(output, values)), words);
    } catch (IllegalArgumentException meaningless) {
      throw new ParameterException(
          spec.commandLine(), "--input: " + meaningless.getMessage(), meaningless);
    }
  }

  /** A stated background class has a line of its own where there are as many lines as classes. */
  private ForeignLabels foreignLabels(List<Member> members) throws IOException {
    ForeignLabels plain = ForeignLabels.read(labels, Optional.empty());
    boolean isStated = background.isPresent() && background.get() != BackgroundClass.NONE;
    int lines = plain.names().size();
    boolean hasOwnClass =
        members.stream().anyMatch(member -> member.network().classes() == lines + 1);
    return isStated && plain.background() == BackgroundClass.NONE && !hasOwnClass
        ? ForeignLabels.read(labels, background)
        : plain;
  }

  private static Map<String, Integer> labelByName(ForeignLabels labels) {
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; i < labels.names().size(); i++) {
      byName.put(labels.names().get(i), i);
      byName.putIfAbsent(labels.folders().get(i), i);
    }
    return byName;
  }

  private Head head() {
    String folder = String.valueOf(directory.toAbsolutePath().normalize().getFileName());
    String derived = folder.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String chosen = name.orElse(derived.replaceAll("^-+|-+$", ""));
    if (!chosen.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new ParameterException(
          spec.commandLine(), "\"" + chosen + "\" is no name for a family: a-z, 0-9 and -");
    }
    return new Head(chosen, version, description.orElse("Made by hawk zoo new"), licence);
  }
}
