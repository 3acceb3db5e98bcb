package io.hawkvision.loadgen.run;

import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.link.EmulatedLink;
import io.hawkvision.loadgen.link.LinkProfile;
import io.hawkvision.loadgen.plan.BenchPlan;
import io.hawkvision.loadgen.plan.Block;
import io.hawkvision.loadgen.report.ReportFiles;
import io.hawkvision.loadgen.report.RowsJson;
import io.hawkvision.loadgen.report.RowsTable;
import io.hawkvision.loadgen.report.RunReport;
import io.hawkvision.loadgen.result.LinkEvent;
import io.hawkvision.loadgen.result.RunFolder;
import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.InvalidInputException;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One run of a plan, from reading the families to the report. The main thread. */
final class Bench {
  /** Frames whose size is measured for the rate. */
  private static final int SIZED_FRAMES = 200;

  /** Between cells: draining, waiting for the link; measured on two busy cores. */
  private static final double PAUSE_SECONDS = 1.5;

  /** Starting a stage's nodes and warming them up, and tuning one frame. */
  private static final double STAGE_SECONDS = 45;

  private static final double TUNING_SECONDS_PER_FRAME = 0.02;

  private final Surroundings surroundings;
  private final RunOptions options;
  private final BenchPlan plan;
  private final StopFlag stop;
  private final FrameSupply supply;
  private final Map<String, Family> families = new TreeMap<>();
  private final Map<String, LinkProfile> links = new TreeMap<>();
  private final Map<String, Double> meanBytes = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  Bench(Surroundings surroundings, RunOptions options, BenchPlan plan, StopFlag stop) {
    this.surroundings = surroundings;
    this.options = options;
    this.plan = plan;
    this.stop = stop;
    this.supply = new FrameSupply(options.images(), options.tuningImages());
  }

  /**
   * Measures what is not measured yet, then reports whatever there is.
   *
   * @param unable why links cannot be emulated here, if so
   * @return whether every cell of the plan is there
   */
  boolean run(Optional<String> unable) throws IOException, InvalidInputException {
    BenchPlan possible = possible(unable);
    List<PlannedCell> cells =
        new Expansion(possible, link -> profile(link).meanBitsPerSecond(), this::meanBytes).cells();
    Path place = RunPlace.of(surroundings.home(), options, plan);
    RunFolder opened =
        RunFolder.create(
            place,
            new Headers(surroundings.home(), unable).of(plan, cells, links, notes),
            this::complain);
    List<PlannedCell> left = cells.stream().filter(c -> !isMeasured(opened, c)).toList();
    announce(opened, cells.size(), left);
    events(opened, cells);
    try {
      measure(opened, left, unable);
    } catch (IOException e) {
      complain(stop.isRaised() ? "interrupted" : "the run broke off: " + e.getMessage());
    }
    boolean whole = cells.stream().allMatch(cell -> isMeasured(opened, cell));
    if (!whole) {
      complain("this is a partial report; the run goes on with --run " + opened.path());
    }
    report(opened);
    return whole && possible.equals(plan);
  }

  private LinkProfile profile(String link) {
    LinkProfile profile = links.get(link);
    if (profile == null) {
      throw new IllegalStateException("link " + link + " was not read");
    }
    return profile;
  }

  private double meanBytes(String family) {
    Double bytes = meanBytes.get(family);
    if (bytes == null) {
      throw new IllegalStateException("family " + family + " was not read");
    }
    return bytes;
  }

  /** A cell whose generator fell behind is measured again when the run goes on. */
  private static boolean isMeasured(RunFolder folder, PlannedCell cell) {
    return folder.read(cell.key()).filter(result -> result.generator().valid()).isPresent();
  }

  private void report(RunFolder folder) throws IOException {
    RunReport report = RunReport.of(folder);
    ReportFiles.write(folder, report);
    ReportFiles.writePage(report, ReportFiles.page(folder));
    say(RowsTable.text(report));
    say("page: " + ReportFiles.page(folder));
    if (options.json) {
      say(RowsJson.line(report));
    }
  }

  /** The plan without what lacks its photographs, which is said; reads what the rest needs. */
  private BenchPlan possible(Optional<String> unable) throws IOException, InvalidInputException {
    List<Block> blocks = new ArrayList<>();
    for (Block block : plan.blocks()) {
      Optional<String> missing = supply.missing(block.family());
      if (missing.isPresent()) {
        note("left out: " + missing.get());
      } else {
        learn(block);
        possible(block, unable).ifPresent(blocks::add);
      }
    }
    if (blocks.isEmpty()) {
      throw new InvalidInputException("nothing is left of the plan");
    }
    return plan.with(blocks);
  }

  /** Without the congestion controls that this machine does not let a namespace use. */
  private Optional<Block> possible(Block block, Optional<String> unable) throws IOException {
    if (block.congestionControls().isEmpty()) {
      return Optional.of(block);
    }
    List<String> offered = new ArrayList<>();
    for (String control : block.congestionControls()) {
      if (unable.isEmpty() && EmulatedLink.offers(control)) {
        offered.add(control);
      } else {
        note(
            "left out: TCP with "
                + control
                + ", which this machine does not offer in a network namespace"
                + " (net.ipv4.tcp_allowed_congestion_control)");
      }
    }
    return offered.isEmpty() ? Optional.empty() : Optional.of(block.with(offered));
  }

  private void note(String words) {
    notes.add(words);
    complain(words);
  }

  private void learn(Block block) throws IOException, InvalidInputException {
    for (String link : block.links()) {
      if (!links.containsKey(link)) {
        links.put(link, LinkProfile.of(link));
      }
    }
    if (families.containsKey(block.family())) {
      return;
    }
    try {
      Family family =
          FamilyReader.read(
              surroundings.home().resolve("model-zoo/families").resolve(block.family()));
      families.put(family.name(), family);
      try (FrameSource frames = supply.cell(family, 1)) {
        double bytes = 0;
        for (int i = 0; i < SIZED_FRAMES; i++) {
          bytes += frames.frame(i).bytes();
        }
        meanBytes.put(family.name(), bytes / SIZED_FRAMES);
      }
    } catch (InvalidFamilyException e) {
      throw new InvalidInputException(block.family() + ": " + e.getMessage());
    }
  }

  /** What the links will do, which follows from the seeds. */
  private void events(RunFolder folder, List<PlannedCell> cells) throws IOException {
    Duration length = Duration.ofSeconds(plan.seconds());
    for (PlannedCell cell : cells) {
      String link = cell.key().link();
      long seed = cell.key().seed();
      List<LinkEvent> events =
          profile(link).outagesOf(seed, length).stream()
              .map(gap -> new LinkEvent(gap.fromSeconds(), gap.toSeconds(), "outage"))
              .toList();
      if (!events.isEmpty()) {
        folder.writeEvents(link, seed, events);
      }
    }
  }

  private void announce(RunFolder folder, int all, List<PlannedCell> left) {
    long stages = left.stream().map(PlannedCell::stage).distinct().count();
    double seconds =
        left.size() * (plan.seconds() + PAUSE_SECONDS)
            + stages * (STAGE_SECONDS + 2 * TUNING_SECONDS_PER_FRAME * plan.tuningFrames());
    say(
        String.format(
            Locale.ROOT,
            "plan %s: %s%n%d cells of %d s, %d of them measured already; about %.0f minutes."
                + " Kept in %s",
            plan.name(),
            plan.about(),
            all,
            plan.seconds(),
            all - left.size(),
            Math.ceil(seconds / 60),
            folder.path()));
  }

  private void measure(RunFolder folder, List<PlannedCell> left, Optional<String> unable)
      throws IOException, InvalidInputException {
    if (left.isEmpty()) {
      return;
    }
    try (RunPower power = RunPower.open(options.sysfsRoot)) {
      say("energy: " + power.words());
      measure(folder, left, unable, power);
    }
  }

  private void measure(
      RunFolder folder, List<PlannedCell> left, Optional<String> unable, RunPower power)
      throws IOException, InvalidInputException {
    Optional<EmulatedLink> link =
        unable.isPresent()
            ? Optional.empty()
            : Optional.of(EmulatedLink.start(surroundings.home()));
    try {
      int at = 0;
      while (at < left.size() && !stop.isRaised()) {
        int end = at;
        while (end < left.size() && left.get(end).stage().equals(left.get(at).stage())) {
          end++;
        }
        stage(folder, left.subList(at, end), new Surround(link, power));
        at = end;
      }
    } finally {
      if (link.isPresent()) {
        link.get().close();
      }
    }
  }

  /** What all stages share. */
  record Surround(Optional<EmulatedLink> link, RunPower power) {}

  private void stage(RunFolder folder, List<PlannedCell> cells, Surround surround)
      throws IOException, InvalidInputException {
    PlannedCell.Stage stage = cells.get(0).stage();
    Family family = families.get(stage.family());
    if (family == null) {
      throw new IllegalStateException("family " + stage.family() + " was not read");
    }
    Tuned tuned = tuned(folder, family, stage.accuracy());
    Rig.Setup setup = new Rig.Setup(surroundings.home(), surround.link(), plan.deadlineMillis());
    if (surround.link().isPresent() && stage.congestionControl().isPresent()) {
      surround.link().get().congestionControl(stage.congestionControl().get());
    }
    say("starting the nodes of " + stage.family() + ", edge factor " + stage.edgeFactor() + " ...");
    try (Rig rig =
        Rig.start(
            setup, stage, cells.stream().map(PlannedCell::system).distinct().toList(), tuned)) {
      StageRun run =
          new StageRun(
              new StageRun.Subject(family, plan, tuned), rig, surround, supply, folder, stop);
      run.measure(cells, this::say);
    }
  }

  private Tuned tuned(RunFolder folder, Family family, double accuracy)
      throws IOException, InvalidInputException {
    TuneBook book = new TuneBook(folder.path());
    Optional<Tuned> known = book.find(family.name(), accuracy);
    if (known.isPresent()) {
      return known.get();
    }
    say(
        String.format(
            Locale.ROOT,
            "%s: tuning the cascades to the accuracy of the certified policy for %s ...",
            family.name(),
            accuracy));
    Tuned tuned =
        new Tuner(supply, stop).tune(family, accuracy, plan.tuningFrames(), plan.jpegQualities());
    book.keep(family.name(), accuracy, tuned);
    say(family.name() + ": " + tuned.words());
    return tuned;
  }

  private void say(String words) {
    surroundings.out().stream().println(words);
    surroundings.out().stream().flush();
  }

  private void complain(String problem) {
    surroundings.err().stream().println("hawk bench run: " + problem);
  }
}
