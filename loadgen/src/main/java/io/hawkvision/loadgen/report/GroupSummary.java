package io.hawkvision.loadgen.report;

import io.hawkvision.loadgen.result.CellFrame;
import io.hawkvision.loadgen.result.CellKey.CellGroup;
import io.hawkvision.loadgen.result.CellResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * One system under one load, pooled over the seeds. Every frame of a valid cell counts: one without
 * an answer is wrong and infinitely late. Cells whose generator fell behind are left out and
 * counted. Pure.
 *
 * @param answered how many of the frames
 * @param stages mean milliseconds of an answered frame
 */
public record GroupSummary(
    CellGroup group,
    Cells cells,
    long frames,
    long answered,
    Percentiles latency,
    Accuracy accuracy,
    Shares shares,
    Uplink uplink,
    Joules joules,
    Map<String, Double> stages,
    Map<String, Long> errorCauses,
    Map<String, Long> degradedReasons) {
  /** Links on which a degraded answer must be rare. */
  private static final Set<String> GOOD_LINKS = Set.of("lan", "wifi", "lte");

  private static final double DEGRADED_LIMIT = 0.02;

  /**
   * Which cells the figures stand on.
   *
   * @param seeds of the valid ones
   * @param invalid cells, left out: their generator fell behind
   * @param planned cells of this group, measured or not
   * @param latenessMillis of the generator, the worst valid cell's p99; 0 without one
   * @param framesDigest equal for equal frames under equal seeds
   */
  public record Cells(
      List<Long> seeds, int invalid, int planned, double latenessMillis, long framesDigest) {
    public Cells {
      seeds = List.copyOf(seeds);
    }

    public int missing() {
      return Math.max(0, planned - seeds.size() - invalid);
    }
  }

  /**
   * In milliseconds, of all frames.
   *
   * @param p999 empty where fewer than 50,000 frames would have to tell it
   * @param p99Interval by drawing seeds; empty for fewer than three
   */
  public record Percentiles(
      double p50,
      double p90,
      double p95,
      double p99,
      Optional<Double> p999,
      Optional<Interval> p99Interval) {
    /** Fifty frames are later than the p99.9 of so many. */
    static final long FEWEST_FOR_P999 = 50_000;

    static Percentiles of(PooledLatencies pooled) {
      return new Percentiles(
          pooled.quantileMillis(0.50),
          pooled.quantileMillis(0.90),
          pooled.quantileMillis(0.95),
          pooled.quantileMillis(0.99),
          pooled.frames() >= FEWEST_FOR_P999
              ? Optional.of(pooled.quantileMillis(0.999))
              : Optional.empty(),
          SeedBootstrap.interval(pooled.cells(), times -> pooled.quantileMillis(0.99, times)));
    }
  }

  /**
   * Share of right answers among all frames.
   *
   * @param interval over groups of frames; empty for fewer than ten
   * @param target what was asked for; empty where the system takes none
   */
  public record Accuracy(double share, Optional<Interval> interval, Optional<Double> target) {
    /** Empty without a target or without frames. */
    public Optional<Boolean> isTargetMet() {
      return target.filter(ignored -> !Double.isNaN(share)).map(asked -> share >= asked);
    }
  }

  /** Of all frames. */
  public record Shares(double degraded, double escalated) {}

  /**
   * Bytes on the wire, over all frames.
   *
   * @param source who counted
   * @param emulated whether every cell's link was
   */
  public record Uplink(
      long bytes, double bytesPerFrame, long lostPackets, String source, boolean emulated) {}

  /**
   * Above idle, over all frames.
   *
   * @param source the sensor, or {@code modelled}
   * @param constants of the model, in words
   */
  public record Joules(double edge, double dc, double perFrame, String source, String constants) {
    static final String MODELLED = "modelled";

    public double total() {
      return edge + dc;
    }

    /** Whether any part of the figure is no measurement. */
    public boolean isModelled() {
      return source.contains(MODELLED);
    }
  }

  /**
   * Pools the cells of one group.
   *
   * @param planned how many cells the run plans for the group
   */
  public static GroupSummary of(CellGroup group, List<CellResult> cells, int planned) {
    List<CellResult> valid = valid(cells);
    PooledLatencies pooled =
        new PooledLatencies(valid.stream().map(cell -> CellLatencies.of(cell.frames())).toList());
    long frames = pooled.frames();
    return new GroupSummary(
        group,
        new Cells(
            valid.stream().map(cell -> cell.key().seed()).sorted().toList(),
            cells.size() - valid.size(),
            planned,
            valid.stream().mapToDouble(c -> c.generator().latenessP99Millis()).max().orElse(0),
            digest(valid)),
        frames,
        pooled.answered(),
        Percentiles.of(pooled),
        accuracy(valid),
        shares(valid, frames),
        uplink(valid, frames),
        joules(valid, frames),
        stages(valid),
        counts(valid, CellResult::errorCauses),
        counts(valid, CellResult::degradedReasons));
  }

  static List<CellResult> valid(List<CellResult> cells) {
    return cells.stream().filter(cell -> cell.generator().valid()).toList();
  }

  /** Whether more answers were degraded than this link excuses. */
  public boolean isDegradedTooOften() {
    return GOOD_LINKS.contains(group.link()) && shares.degraded() > DEGRADED_LIMIT;
  }

  private static long digest(List<CellResult> cells) {
    List<CellResult> ordered = new ArrayList<>(cells);
    ordered.sort(Comparator.comparingLong(cell -> cell.key().seed()));
    long digest = 1;
    for (CellResult cell : ordered) {
      digest = mix(digest, cell.key().seed());
      for (CellFrame frame : cell.frames()) {
        digest = mix(mix(digest, frame.index()), frame.group());
      }
    }
    return digest;
  }

  private static long mix(long digest, long part) {
    return 0x9E3779B97F4A7C15L * (digest ^ part) + Long.rotateLeft(digest, 29);
  }

  private static Accuracy accuracy(List<CellResult> cells) {
    Clusters clusters = new Clusters();
    for (CellResult cell : cells) {
      cell.frames().forEach(f -> clusters.add(f.group(), f.isAnswered() && f.correct() ? 1 : 0));
    }
    Set<Optional<Double>> targets =
        cells.stream().map(CellResult::accuracyTarget).collect(Collectors.toSet());
    // Cells of one group were asked the same; where not, no target is the group's.
    Optional<Double> target = targets.size() == 1 ? targets.iterator().next() : Optional.empty();
    return new Accuracy(clusters.mean(), clusters.share(), target);
  }

  private static Shares shares(List<CellResult> cells, long frames) {
    long degraded = 0;
    long escalated = 0;
    for (CellResult cell : cells) {
      degraded += cell.frames().stream().filter(f -> f.isAnswered() && f.degraded()).count();
      escalated += cell.frames().stream().filter(f -> f.isAnswered() && f.byDc()).count();
    }
    return new Shares((double) degraded / frames, (double) escalated / frames);
  }

  private static Uplink uplink(List<CellResult> cells, long frames) {
    long bytes = cells.stream().mapToLong(cell -> cell.wire().uplinkBytes()).sum();
    return new Uplink(
        bytes,
        (double) bytes / frames,
        cells.stream().mapToLong(cell -> cell.wire().lostPackets()).sum(),
        words(cells, cell -> cell.wire().source()),
        !cells.isEmpty() && cells.stream().allMatch(cell -> cell.wire().emulated()));
  }

  private static Joules joules(List<CellResult> cells, long frames) {
    double edge = sum(cells, cell -> cell.energy().edgeJoules());
    double dc = sum(cells, cell -> cell.energy().dcJoules());
    return new Joules(
        edge,
        dc,
        (edge + dc) / frames,
        words(cells, cell -> cell.energy().source()),
        words(cells, cell -> cell.energy().constants()));
  }

  /** Weighted by answered frames; a stage that a cell does not know took no time there. */
  private static Map<String, Double> stages(List<CellResult> cells) {
    Map<String, Double> sums = new TreeMap<>();
    double answered = 0;
    for (CellResult cell : cells) {
      double weight = cell.frames().stream().filter(frame -> frame.isAnswered()).count();
      answered += weight;
      cell.stages().forEach((stage, millis) -> sums.merge(stage, weight * millis, Double::sum));
    }
    double all = answered;
    sums.replaceAll((stage, sum) -> all == 0 ? Double.NaN : sum / all);
    return sums;
  }

  private static Map<String, Long> counts(
      List<CellResult> cells, Function<CellResult, Map<String, Long>> which) {
    Map<String, Long> counts = new TreeMap<>();
    cells.forEach(c -> which.apply(c).forEach((word, n) -> counts.merge(word, n, Long::sum)));
    return counts;
  }

  private static double sum(List<CellResult> cells, ToDoubleFunction<CellResult> figure) {
    return cells.stream().mapToDouble(figure).sum();
  }

  private static String words(List<CellResult> cells, Function<CellResult, String> which) {
    return cells.stream()
        .map(which)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }
}
