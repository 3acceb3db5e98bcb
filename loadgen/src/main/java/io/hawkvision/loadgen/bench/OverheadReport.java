package io.hawkvision.loadgen.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.loadgen.measure.ReportJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Medians over the rounds of both sides, and how they compare. Pure. */
final class OverheadReport {
  static final double GOAL = 0.7;

  private final List<Round> edge = new ArrayList<>();
  private final List<Round> bare = new ArrayList<>();

  /** Returns a line about the round. */
  String add(Round edgeRound, Round bareRound) {
    edge.add(edgeRound);
    bare.add(bareRound);
    return String.format(
        Locale.ROOT,
        "round %d: CPU per frame edge %.3f ms, bare %.3f ms, ratio %.2f;"
            + " p50 %.3f and %.3f ms; p99 %.3f and %.3f ms",
        edge.size(),
        edgeRound.cpuMillisPerFrame(),
        bareRound.cpuMillisPerFrame(),
        bareRound.cpuMillisPerFrame() / edgeRound.cpuMillisPerFrame(),
        edgeRound.p50Millis(),
        bareRound.p50Millis(),
        edgeRound.p99Millis(),
        bareRound.p99Millis());
  }

  double ratio() {
    return median(bare, Round::cpuMillisPerFrame) / median(edge, Round::cpuMillisPerFrame);
  }

  private double addedMillis(ToDoubleFunction<Round> percentile) {
    return median(edge, percentile) - median(bare, percentile);
  }

  String words() {
    return String.format(
        Locale.ROOT,
        "bare / edge CPU seconds per frame: %.3f / %.3f ms = %.2f (goal at least %.1f: %s)%n"
            + "latency added by the HTTP path: p50 %.3f ms, p99 %.3f ms%n",
        median(bare, Round::cpuMillisPerFrame),
        median(edge, Round::cpuMillisPerFrame),
        ratio(),
        GOAL,
        ratio() >= GOAL ? "met" : "missed",
        addedMillis(Round::p50Millis),
        addedMillis(Round::p99Millis));
  }

  String json(int framesPerRound) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("rounds", edge.size());
    node.put("frames_per_round", framesPerRound);
    ReportJson.put(node, "ratio", ratio(), 4);
    ReportJson.put(node, "edge_cpu_ms", median(edge, Round::cpuMillisPerFrame), 4);
    ReportJson.put(node, "bare_cpu_ms", median(bare, Round::cpuMillisPerFrame), 4);
    ReportJson.put(node, "edge_p50_ms", median(edge, Round::p50Millis), 4);
    ReportJson.put(node, "bare_p50_ms", median(bare, Round::p50Millis), 4);
    ReportJson.put(node, "edge_p99_ms", median(edge, Round::p99Millis), 4);
    ReportJson.put(node, "bare_p99_ms", median(bare, Round::p99Millis), 4);
    ReportJson.put(node, "added_p50_ms", addedMillis(Round::p50Millis), 4);
    ReportJson.put(node, "added_p99_ms", addedMillis(Round::p99Millis), 4);
    return node.toString();
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
