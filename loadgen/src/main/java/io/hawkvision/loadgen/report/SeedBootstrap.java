package io.hawkvision.loadgen.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * 95 % intervals by drawing whole cells (seeds) again and again, with the same draws each time it
 * is asked. Few cells make the plain percentile interval too narrow; it is widened as Hesterberg
 * says (The American Statistician 69, 2015, section 4.2): by Student's t and the lost degree of
 * freedom. Pure.
 */
final class SeedBootstrap {
  /** Fewer cells say nothing about how much seeds differ. */
  static final int FEWEST = 3;

  private static final int RESAMPLES = 2000;
  private static final long SEED = 20_240_529;

  private SeedBootstrap() {}

  /**
   * Of a figure of the cells, each counted as often as it was drawn.
   *
   * @return empty for fewer than {@value #FEWEST} cells, and where the figure does not exist
   */
  static Optional<Interval> interval(int cells, ToDoubleFunction<int[]> figure) {
    if (cells < FEWEST) {
      return Optional.empty();
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double[] figures = new double[RESAMPLES];
    int[] times = new int[cells];
    for (int i = 0; i < RESAMPLES; i++) {
      Arrays.fill(times, 0);
      for (int draw = 0; draw < cells; draw++) {
        times[random.nextInt(cells)]++;
      }
      figures[i] = figure.applyAsDouble(times);
    }
    Arrays.sort(figures); // NaN comes last
    if (Double.isNaN(figures[RESAMPLES - 1])) {
      return Optional.empty();
    }
    int cut = (int) Math.floor(tail(cells) * RESAMPLES);
    return Optional.of(new Interval(figures[cut], figures[RESAMPLES - 1 - cut]));
  }

  /** Share of the resamples to leave out at each end. */
  private static double tail(int cells) {
    double t = TDistribution.of(cells - 1.0).inverseSurvivalProbability(0.025);
    double wider = t * Math.sqrt(cells / (cells - 1.0));
    return NormalDistribution.of(0, 1).survivalProbability(wider);
  }
}
