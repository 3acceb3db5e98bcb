package io.hawkvision.loadgen.run;

import io.hawkvision.loadgen.plan.BenchPlan;
import io.hawkvision.loadgen.plan.Block;
import io.hawkvision.loadgen.plan.SystemName;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code hawk bench run}, as picocli fills them in. */
final class RunOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "PLAN",
      description =
          "quick (2 minutes: does it work?), p99, power, lossy, saturation, or a plan file;"
              + " peer has options of its own (hawk bench run peer --help).")
  String plan = "";

  @Option(
      names = "--images",
      paramLabel = "DIR|ZIP",
      description = "Photographs for families other than roadside, one folder per label.")
  @Nullable Path images;

  @Option(
      names = "--tuning-images",
      paramLabel = "DIR|ZIP",
      description =
          "Other photographs to tune thresholds on; without it, a third of --images serves for that"
              + " alone.")
  @Nullable Path tuningImages;

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description = "Where cells are kept; an unfinished run there goes on. Default: a new folder.")
  @Nullable Path run;

  @Option(names = "--resume", description = "Go on with the newest run of this plan.")
  boolean resume;

  @Option(names = "--family", paramLabel = "NAME", description = "Only these families.")
  List<String> families = new ArrayList<>();

  @Option(names = "--link", paramLabel = "NAME", description = "Only these links.")
  List<String> links = new ArrayList<>();

  @Option(names = "--system", paramLabel = "NAME", description = "Only these systems.")
  List<String> systems = new ArrayList<>();

  @Option(names = "--edge-factor", paramLabel = "N", description = "Only these edge factors.")
  List<Integer> edgeFactors = new ArrayList<>();

  @Option(names = "--seeds", paramLabel = "N", description = "At most so many seeds a system.")
  @Nullable Integer seeds;

  @Option(names = "--seconds", paramLabel = "N", description = "Seconds of load in a cell.")
  @Nullable Integer seconds;

  @Option(
      names = "--sysfs-root",
      paramLabel = "DIR",
      defaultValue = "/sys",
      description = "Where power sensors are looked for. Default: /sys.")
  Path sysfsRoot = Path.of("/sys");

  @Option(names = "--json", description = "Print the rows as one line of JSON, last.")
  boolean json;

  Optional<Path> images() {
    return Optional.ofNullable(images);
  }

  Optional<Path> tuningImages() {
    return Optional.ofNullable(tuningImages);
  }

  Optional<Path> run() {
    return Optional.ofNullable(run);
  }

  /** What of the plan is to be run. */
  BenchPlan narrow(BenchPlan whole) throws InvalidInputException {
    check(whole);
    Set<SystemName> wanted =
        systems.stream().map(word -> SystemName.of(word).orElseThrow()).collect(Collectors.toSet());
    List<Block> blocks = new ArrayList<>();
    for (Block block : whole.blocks()) {
      narrow(block, wanted).ifPresent(blocks::add);
    }
    if (blocks.isEmpty()) {
      throw new InvalidInputException("nothing of plan " + whole.name() + " is left to run");
    }
    return new BenchPlan(
        whole.name(),
        whole.about(),
        seconds == null ? whole.seconds() : seconds,
        whole.deadlineMillis(),
        whole.utilisation(),
        whole.mostFramesPerSecond(),
        whole.tuningFrames(),
        whole.jpegQualities(),
        blocks);
  }

  private Optional<Block> narrow(Block block, Set<SystemName> wanted) {
    List<String> keptLinks = kept(block.links(), links);
    List<Integer> keptFactors = kept(block.edgeFactors(), edgeFactors);
    Map<SystemName, Integer> kept = new TreeMap<>();
    block
        .seeds()
        .forEach(
            (system, count) -> {
              if (wanted.isEmpty() || wanted.contains(system)) {
                kept.put(system, seeds == null ? count : Math.min(count, seeds));
              }
            });
    boolean isWanted = families.isEmpty() || families.contains(block.family());
    if (!isWanted || keptLinks.isEmpty() || keptFactors.isEmpty() || kept.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Block(
            block.family(),
            keptLinks,
            keptFactors,
            block.accuracy(),
            kept,
            seeds == null ? block.minFrames() : 0,
            block.congestionControls(),
            block.rates()));
  }

  private static <T> List<T> kept(List<T> planned, List<T> wanted) {
    return wanted.isEmpty() ? planned : planned.stream().filter(wanted::contains).toList();
  }

  private void check(BenchPlan plan) throws InvalidInputException {
    List<String> problems = new ArrayList<>();
    unknown("--family", families, names(plan, block -> List.of(block.family())), problems);
    unknown("--link", links, names(plan, Block::links), problems);
    unknown(
        "--system",
        systems,
        names(plan, block -> block.seeds().keySet().stream().map(SystemName::word).toList()),
        problems);
    if (seeds != null && (seeds < 1 || seeds > 1000)) {
      problems.add("--seeds must be 1 to 1000");
    }
    if (seconds != null && (seconds < 1 || seconds > 3600)) {
      problems.add("--seconds must be 1 to 3600");
    }
    if (resume && run != null) {
      problems.add("--resume and --run exclude each other");
    }
    for (Path folder : List.of(images().orElse(Path.of("")), tuningImages().orElse(Path.of("")))) {
      if (!folder.toString().isEmpty() && !Files.exists(folder)) {
        problems.add("no such folder or file: " + folder);
      }
    }
    if (tuningImages != null && images == null) {
      problems.add("--tuning-images needs --images");
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("\n", problems));
    }
  }

  private static Set<String> names(BenchPlan plan, Function<Block, List<String>> of) {
    return plan.blocks().stream()
        .flatMap(block -> of.apply(block).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void unknown(
      String option, List<String> wanted, Set<String> there, List<String> problems) {
    wanted.stream()
        .filter(word -> !there.contains(word))
        .forEach(word -> problems.add(option + " " + word + ": the plan has only " + there));
  }
}
