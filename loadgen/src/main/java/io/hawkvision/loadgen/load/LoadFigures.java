package io.hawkvision.loadgen.load;

import io.hawkvision.loadgen.result.CellFrame;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The figures of one run. A percentile that falls among unanswered frames is infinite.
 *
 * @param unit what latencies are of: {@code frame}, or {@code burst} in the multi-stream scenario
 * @param provenMillis what the run proves about the scenario's percentile, see {@link
 *     EarlyStopping}; empty where it is too short, or too many frames had no answer
 * @param needed units that would be the fewest to prove anything
 */
record LoadFigures(
    String unit,
    double percentile,
    Tail tail,
    OptionalDouble provenMillis,
    long needed,
    double answersPerSecond) {

  /** Over all units, by rank. */
  record Tail(double p50Millis, double p90Millis, double p99Millis, double p999Millis) {
    private static Tail of(long[] answered, long unanswered) {
      long[] sorted = answered.clone();
      Arrays.sort(sorted);
      return new Tail(
          millis(sorted, unanswered, 0.5),
          millis(sorted, unanswered, 0.9),
          millis(sorted, unanswered, 0.99),
          millis(sorted, unanswered, 0.999));
    }

    private static double millis(long[] sorted, long unanswered, double share) {
      long all = sorted.length + unanswered;
      int rank = (int) Math.max(1, Math.ceil(share * all - 1e-9));
      if (all == 0) {
        return Double.NaN;
      }
      return rank > sorted.length ? Double.POSITIVE_INFINITY : sorted[rank - 1] / 1e3;
    }
  }

  static LoadFigures of(Scenario scenario, DriveOutcome outcome) {
    boolean bursts = scenario == Scenario.MULTI_STREAM;
    long[] all =
        bursts
            ? burstMicros(outcome.frames())
            : outcome.frames().stream().mapToLong(CellFrame::latencyMicros).toArray();
    long[] answered = Arrays.stream(all).filter(micros -> micros != CellFrame.UNANSWERED).toArray();
    long unanswered = (long) all.length - answered.length;
    EarlyStopping rule = EarlyStopping.of(scenario == Scenario.SINGLE_STREAM ? 0.90 : 0.99);
    var proven = rule.upperBound(answered, unanswered);
    double seconds = outcome.secondsToLastAnswer();
    return new LoadFigures(
        bursts ? "burst" : "frame",
        rule.percentile(),
        Tail.of(answered, unanswered),
        proven.isPresent() ? OptionalDouble.of(proven.getAsLong() / 1e3) : OptionalDouble.empty(),
        rule.fewestFrames(0),
        seconds > 0 ? outcome.answered() / seconds : 0);
  }

  /** Of each burst its last answer; frames of one burst have one intended time. */
  static long[] burstMicros(List<CellFrame> frames) {
    Map<Long, Long> worst = new LinkedHashMap<>();
    for (CellFrame frame : frames) {
      worst.merge(frame.intendedMicros(), frame.latencyMicros(), LoadFigures::later);
    }
    return worst.values().stream().mapToLong(Long::longValue).toArray();
  }

  private static long later(long one, long other) {
    boolean both = one != CellFrame.UNANSWERED && other != CellFrame.UNANSWERED;
    return both ? Math.max(one, other) : CellFrame.UNANSWERED;
  }
}
