package io.hawkvision.loadgen.report;

import io.hawkvision.loadgen.result.CellFrame;
import io.hawkvision.loadgen.result.CellKey.CellGroup;
import io.hawkvision.loadgen.result.CellResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Our system beside another one on identical frames: same seed, same index, both cells valid. Pure.
 *
 * @param frames in both
 * @param unpaired frames that only one of both has, or that are not the same frame
 * @param differencePoints our accuracy less the other's, in percentage points
 * @param differenceInterval over groups of frames; empty for fewer than ten
 * @param withheld why no ratio may be printed; empty where it may
 */
public record Pairing(
    CellGroup ours,
    CellGroup other,
    List<Long> seeds,
    long frames,
    long unpaired,
    double differencePoints,
    Optional<Interval> differenceInterval,
    Ratios ratios,
    String withheld) {
  /** The system that the others are compared with. */
  public static final String OURS = "ours";

  /** Their accuracy is another one by construction. */
  private static final Set<String> NEVER = Set.of("edge-only", "dc-only");

  private static final double EQUAL_POINTS = 0.3;
  private static final double PERCENT = 100;

  /**
   * The other's figure by ours, so that more than 1 is in our favour. Empty where it must not be
   * printed or does not exist.
   *
   * @param joules only where a sensor measured both
   */
  public record Ratios(
      Optional<Double> p99,
      Optional<Interval> p99Interval,
      Optional<Double> bytes,
      Optional<Double> joules) {
    static final Ratios NONE =
        new Ratios(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public Pairing {
    seeds = List.copyOf(seeds);
  }

  /** Two systems of one run; cells of one group each. */
  public static Pairing of(
      CellGroup ours, CellGroup other, List<CellResult> oursCells, List<CellResult> otherCells) {
    Pairing pairing = compare(ours, other, oursCells, otherCells);
    return NEVER.contains(other.system())
        ? pairing.withhold("never for " + other.system() + ": its accuracy is not tuned to ours")
        : pairing;
  }

  /** One system in two runs, the first one in the place of ours. */
  static Pairing ofRuns(CellGroup group, List<CellResult> first, List<CellResult> second) {
    return compare(group, group, first, second);
  }

  private Pairing withhold(String why) {
    return new Pairing(
        ours,
        other,
        seeds,
        frames,
        unpaired,
        differencePoints,
        differenceInterval,
        Ratios.NONE,
        why);
  }

  private static Pairing compare(
      CellGroup ours, CellGroup other, List<CellResult> oursCells, List<CellResult> otherCells) {
    List<Both> pairs = pairs(oursCells, otherCells);
    Clusters difference = new Clusters();
    pairs.forEach(both -> both.addDifferences(difference));
    double points = PERCENT * difference.mean();
    Optional<Interval> interval =
        difference
            .difference()
            .map(found -> new Interval(PERCENT * found.low(), PERCENT * found.high()));
    String withheld = withheld(points, interval);
    return new Pairing(
        ours,
        other,
        pairs.stream().map(both -> both.ours.key().seed()).toList(),
        difference.frames(),
        pairs.stream().mapToLong(both -> both.unpaired).sum(),
        points,
        interval,
        withheld.isEmpty() ? ratios(pairs) : Ratios.NONE,
        withheld);
  }

  /** A ratio compares like with like only at equal accuracy. */
  private static String withheld(double points, Optional<Interval> interval) {
    if (Double.isNaN(points)) {
      return "no identical frames";
    }
    boolean isEqual =
        Math.abs(points) <= EQUAL_POINTS || interval.filter(range -> range.contains(0)).isPresent();
    return isEqual ? "" : String.format(Locale.ROOT, "accuracy differs by %+.2f points", points);
  }

  /** The frames that both cells of one seed have. */
  private static final class Both {
    private final CellResult ours;
    private final CellResult other;
    private final List<CellFrame> oursFrames = new ArrayList<>();
    private final List<CellFrame> otherFrames = new ArrayList<>();
    private final long unpaired;

    Both(CellResult ours, CellResult other) {
      this.ours = ours;
      this.other = other;
      Map<Integer, CellFrame> byIndex = new HashMap<>();
      ours.frames().forEach(frame -> byIndex.put(frame.index(), frame));
      long alone = 0;
      for (CellFrame theirs : other.frames()) {
        Optional<CellFrame> same =
            Optional.ofNullable(byIndex.remove(theirs.index()))
                .filter(frame -> frame.group() == theirs.group());
        if (same.isPresent()) {
          oursFrames.add(same.get());
          otherFrames.add(theirs);
        } else {
          alone++;
        }
      }
      unpaired = alone + byIndex.size();
    }

    void addDifferences(Clusters difference) {
      for (int i = 0; i < oursFrames.size(); i++) {
        CellFrame mine = oursFrames.get(i);
        difference.add(mine.group(), right(mine) - right(otherFrames.get(i)));
      }
    }

    private static int right(CellFrame frame) {
      return frame.isAnswered() && frame.correct() ? 1 : 0;
    }
  }

  private static List<Both> pairs(List<CellResult> ours, List<CellResult> other) {
    Map<Long, CellResult> bySeed = new HashMap<>();
    GroupSummary.valid(ours).forEach(cell -> bySeed.put(cell.key().seed(), cell));
    List<Both> pairs = new ArrayList<>();
    for (CellResult theirs : GroupSummary.valid(other)) {
      Optional.ofNullable(bySeed.get(theirs.key().seed()))
          .map(mine -> new Both(mine, theirs))
          .ifPresent(pairs::add);
    }
    return pairs;
  }

  private static Ratios ratios(List<Both> pairs) {
    PooledLatencies ours = pooled(pairs.stream().map(both -> both.oursFrames).toList());
    PooledLatencies other = pooled(pairs.stream().map(both -> both.otherFrames).toList());
    Optional<Double> p99 = finite(other.quantileMillis(0.99) / ours.quantileMillis(0.99));
    Optional<Interval> interval =
        SeedBootstrap.interval(
            pairs.size(),
            times -> other.quantileMillis(0.99, times) / ours.quantileMillis(0.99, times));
    return new Ratios(
        p99,
        interval.filter(ignored -> p99.isPresent()),
        isOneSource(pairs, cell -> cell.wire().source())
            ? ratio(pairs, cell -> cell.wire().uplinkBytes())
            : Optional.empty(),
        isMeasured(pairs)
            ? ratio(pairs, cell -> cell.energy().edgeJoules() + cell.energy().dcJoules())
            : Optional.empty());
  }

  private static PooledLatencies pooled(List<List<CellFrame>> cells) {
    return new PooledLatencies(cells.stream().map(CellLatencies::of).toList());
  }

  /** Of figures per frame: one cell may have posted a frame more. */
  private static Optional<Double> ratio(List<Both> pairs, ToDoubleFunction<CellResult> figure) {
    double ours = 0;
    double other = 0;
    for (Both both : pairs) {
      ours += figure.applyAsDouble(both.ours) / both.ours.frames().size();
      other += figure.applyAsDouble(both.other) / both.other.frames().size();
    }
    return finite(other / ours);
  }

  private static Optional<Double> finite(double ratio) {
    return Optional.of(ratio).filter(Double::isFinite);
  }

  private static boolean isOneSource(List<Both> pairs, Function<CellResult, String> source) {
    return pairs.stream()
            .flatMap(both -> Stream.of(both.ours, both.other))
            .map(source)
            .distinct()
            .count()
        == 1;
  }

  /** A model's constants would decide the ratio, not the systems. */
  private static boolean isMeasured(List<Both> pairs) {
    return isOneSource(pairs, cell -> cell.energy().source())
        && pairs.stream()
            .noneMatch(both -> both.ours.energy().source().contains(GroupSummary.Joules.MODELLED));
  }
}
