package io.hawkvision.loadgen.report;

import io.hawkvision.loadgen.result.CellFrame;
import io.hawkvision.loadgen.result.CellKey;
import io.hawkvision.loadgen.result.CellResult;
import io.hawkvision.loadgen.result.LinkEvent;
import io.hawkvision.loadgen.result.RunFolder;
import io.hawkvision.loadgen.result.SyntheticCells;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A run of made-up cells that looks like a real one, for tests and for looking at the page: {@code
 * SyntheticRun.main(FOLDER)} writes it.
 */
public final class SyntheticRun {
  private static final int FRAMES_PER_SECOND = 30;

  /** Milliseconds at the edge and over the link, share escalated and right, kB a frame. */
  private record Kind(
      String system, double edge, double link, double escalated, double right, double kilobytes) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("edge-only", 12, 0, 0, 0.81, 0),
          new Kind("dc-only", 4, 60, 1, 0.942, 12),
          new Kind("naive", 12, 60, 0.42, 0.921, 5.5),
          new Kind("lossy-jpeg", 12, 40, 0.44, 0.919, 5.9),
          new Kind("infaas", 45, 0, 0, 0.90, 0),
          new Kind("ours", 12, 22, 0.4, 0.921, 2.4));

  private final int seeds;
  private final int seconds;

  public SyntheticRun(int seeds, int seconds) {
    this.seeds = seeds;
    this.seconds = seconds;
  }

  public static void main(String[] arguments) throws IOException {
    RunFolder run =
        new SyntheticRun(6, 60)
            .write(Path.of(arguments[0]), List.of("wifi", "lte-poor", "outage"), 1);
    ReportFiles.writePage(RunReport.of(run), ReportFiles.page(run));
  }

  /**
   * Writes the run.
   *
   * @param slower by which latencies are multiplied
   */
  public RunFolder write(Path folder, List<String> links, double slower) throws IOException {
    List<CellResult> cells = new ArrayList<>();
    for (String link : links) {
      for (Kind kind : KINDS) {
        for (int seed = 1; seed <= seeds; seed++) {
          cells.add(cell(kind, link, seed, slower));
        }
      }
    }
    RunFolder run =
        RunFolder.create(
            folder,
            SyntheticCells.header(cells.stream().map(CellResult::key).toList()),
            warning -> {});
    for (CellResult cell : cells) {
      run.write(cell);
    }
    if (links.contains("outage")) {
      double middle = seconds / 3.0;
      run.writeEvents("outage", 1, List.of(new LinkEvent(middle, 2 * middle, "link cut")));
    }
    return run;
  }

  private CellResult cell(Kind kind, String link, int seed, double slower) {
    CellKey key = new CellKey(kind.system(), "roadside", link, 1, "", seed);
    // Frames are hard for every system alike, links bad for every system alike.
    SplittableRandom own = new SplittableRandom(kind.system().hashCode() * 31L + seed);
    double[] hardness = new SplittableRandom(seed).doubles(frames()).toArray();
    double[] trouble = new SplittableRandom(-seed).doubles(frames()).toArray();
    double bad = link.equals("wifi") ? 1 : 2.5;
    List<CellFrame> frames = new ArrayList<>();
    for (int i = 0; i < frames(); i++) {
      boolean byDc = hardness[i] > 1 - kind.escalated();
      long intended = i * 1_000_000L / FRAMES_PER_SECOND;
      boolean isCut = link.equals("outage") && i > frames() / 3 && i < 2 * frames() / 3 && byDc;
      double millis = kind.edge() * (0.9 + 0.3 * own.nextDouble());
      if (byDc) {
        millis += kind.link() * bad * (1 + 0.6 * own.nextDouble() - Math.log(trouble[i]) / 2);
      }
      boolean isLost = isCut && kind.system().equals("dc-only");
      boolean isDegraded = isCut && !isLost;
      long latency =
          isLost ? CellFrame.UNANSWERED : Math.round(1000 * slower * (isCut ? 150 : millis));
      boolean right = (hardness[i] * 7919) % 1 < (isDegraded ? 0.8 : kind.right());
      frames.add(
          new CellFrame(
              i, seed * 10_000L + i / 30, intended, latency, right, byDc && !isCut, isDegraded));
    }
    boolean isFlawed = kind.system().equals("infaas") && seed == 2;
    SyntheticCells cell = SyntheticCells.cell(kind.system(), seed).key(key);
    return (isFlawed ? cell.invalid() : cell)
        .frames(frames(), frames::get)
        .target(kind.system().equals("ours") ? Optional.of(0.92) : Optional.empty())
        .wire(
            new CellResult.Wire(
                (long) (1000 * kind.kilobytes() * frames()), 1000, 5, 0, "emulator", true))
        .energy(
            new CellResult.Energy(
                kind.edge() * frames() * 0.002,
                kind.escalated() * frames() * 0.3,
                0,
                "modelled",
                "edge 2 W, DC 65 W, radio 0.1 J/MB"))
        .stages(
            Map.of(
                "decode",
                2.1,
                "infer",
                kind.edge() - 2.1,
                "escalate",
                kind.escalated() * kind.link() * bad,
                "queue",
                0.4,
                "total",
                kind.edge() + 0.6 + kind.escalated() * kind.link() * bad))
        .make();
  }

  private int frames() {
    return seconds * FRAMES_PER_SECOND;
  }
}
