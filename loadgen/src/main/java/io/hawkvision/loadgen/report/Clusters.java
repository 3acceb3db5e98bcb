package io.hawkvision.loadgen.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A mean over frames with its interval, where frames of one group are not independent: groups are
 * the draws. Not for several threads.
 */
final class Clusters {
  /** With fewer groups the error of the error is too large to print. */
  private static final int FEWEST = 10;

  private final Map<Long, double[]> groups = new HashMap<>();
  private long frames;
  private double sum;
  private double squares;

  void add(long group, double value) {
    double[] tally = groups.computeIfAbsent(group, ignored -> new double[2]);
    tally[0]++;
    tally[1] += value;
    frames++;
    sum += value;
    squares += value * value;
  }

  long frames() {
    return frames;
  }

  int groups() {
    return groups.size();
  }

  double mean() {
    return frames == 0 ? Double.NaN : sum / frames;
  }

  private double standardError() {
    double mean = mean();
    double excess = 0;
    for (double[] tally : groups.values()) {
      double each = tally[1] - tally[0] * mean;
      excess += each * each;
    }
    double count = groups.size();
    return Math.sqrt(excess * count / (count - 1)) / frames;
  }

  /**
   * Of a share: Wilson's interval (JASA 22, 1927) with the number of independent frames that would
   * have this standard error, which exists at 0 and 1 too.
   */
  Optional<Interval> share() {
    if (groups.size() < FEWEST) {
      return Optional.empty();
    }
    double mean = mean();
    double error = standardError();
    double independent =
        error == 0 ? groups.size() : Math.min((double) frames, mean * (1 - mean) / (error * error));
    double z2 = Interval.Z * Interval.Z / independent;
    double middle = (mean + z2 / 2) / (1 + z2);
    double half = Math.sqrt(z2 * (mean * (1 - mean) + z2 / 4)) / (1 + z2);
    return Optional.of(new Interval(Math.max(0, middle - half), Math.min(1, middle + half)));
  }

  /**
   * Of a mean of paired differences. Where all are 0, that says no more than that differing groups
   * are rare: fewer than 3.7 in their number, with 97.5 % confidence.
   */
  Optional<Interval> difference() {
    if (groups.size() < FEWEST) {
      return Optional.empty();
    }
    double half = squares == 0 ? Math.min(1, 3.7 / groups.size()) : Interval.Z * standardError();
    return Optional.of(new Interval(mean() - half, mean() + half));
  }
}
