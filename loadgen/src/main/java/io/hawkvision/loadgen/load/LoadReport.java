package io.hawkvision.loadgen.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.loadgen.measure.ReportJson;
import io.hawkvision.loadgen.result.CellFrame;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What {@code hawk bench load} prints: a few lines, and one line of JSON. */
final class LoadReport {
  private final Scenario scenario;
  private final LoadRun.Result result;
  private final DriveOutcome outcome;
  private final LoadFigures figures;

  LoadReport(Scenario scenario, LoadRun.Result result) {
    this.scenario = scenario;
    this.result = result;
    this.outcome = result.outcome();
    this.figures = LoadFigures.of(scenario, outcome);
  }

  private long errors() {
    return outcome.frames().size() - outcome.answered();
  }

  private double share(Predicate<CellFrame> wanted) {
    long count = outcome.frames().stream().filter(wanted).count();
    return outcome.frames().isEmpty() ? Double.NaN : (double) count / outcome.frames().size();
  }

  /** Every frame answered, by a generator that kept its times, in a run that was whole. */
  boolean isGood() {
    return outcome.generator().valid() && errors() == 0 && result.problem().isEmpty();
  }

  void print(PrintStream out) {
    LoadFigures.Tail tail = figures.tail();
    line(
        out,
        "%s: %d frames in %.1f s, %d without an answer, %.1f answers per second",
        scenario.word(),
        outcome.frames().size(),
        outcome.seconds(),
        errors(),
        figures.answersPerSecond());
    line(
        out,
        "  right %.4f, from the datacenter %.3f, degraded %.3f",
        share(CellFrame::correct),
        share(CellFrame::byDc),
        share(CellFrame::degraded));
    if (scenario != Scenario.OFFLINE) {
      line(
          out,
          "  latency of a %s: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms",
          figures.unit(),
          tail.p50Millis(),
          tail.p90Millis(),
          tail.p99Millis(),
          tail.p999Millis());
      line(out, "  %s", proven());
    }
    result
        .maxRate()
        .ifPresent(rate -> line(out, "  highest rate that passed: %.1f frames per second", rate));
    counts(out, "errors", outcome.errorCauses());
    counts(out, "degraded", outcome.degradedReasons());
    line(
        out,
        "  generator late by p99 %.3f ms, at most %.1f ms: %s",
        outcome.generator().latenessP99Millis(),
        outcome.generator().latenessMaxMillis(),
        outcome.generator().valid() ? "valid" : "INVALID, its p99 must be below 1 ms");
    out.flush();
  }

  private String proven() {
    String percentile = String.format(Locale.ROOT, "p%.0f", figures.percentile() * 100);
    return figures.provenMillis().isPresent()
        ? String.format(
            Locale.ROOT,
            "%s is at most %.1f ms, with 99 %% confidence",
            percentile,
            figures.provenMillis().getAsDouble())
        : String.format(
            Locale.ROOT,
            "nothing is proven about %s: it takes %d or more of a %s, nearly all answered",
            percentile,
            figures.needed(),
            figures.unit());
  }

  private static void counts(PrintStream out, String what, Map<String, Long> counts) {
    new TreeMap<>(counts).forEach((name, count) -> line(out, "  %s: %d x %s", what, count, name));
  }

  private static void line(PrintStream out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("scenario", scenario.word());
    root.put("valid", outcome.generator().valid());
    root.put("whole", result.problem().isEmpty());
    ReportJson.put(root, "generator_lateness_p99_ms", outcome.generator().latenessP99Millis(), 3);
    ReportJson.put(root, "generator_lateness_max_ms", outcome.generator().latenessMaxMillis(), 3);
    root.put("frames", outcome.frames().size());
    root.put("errors", errors());
    ReportJson.put(root, "seconds", outcome.seconds(), 3);
    ReportJson.put(root, "realised", share(CellFrame::correct), 6);
    ReportJson.put(root, "escalated", share(CellFrame::byDc), 6);
    ReportJson.put(root, "degraded", share(CellFrame::degraded), 6);
    ReportJson.put(root, "answers_per_second", figures.answersPerSecond(), 3);
    root.put("latency_of", figures.unit());
    ReportJson.put(root, "p50_ms", figures.tail().p50Millis(), 3);
    ReportJson.put(root, "p90_ms", figures.tail().p90Millis(), 3);
    ReportJson.put(root, "p99_ms", figures.tail().p99Millis(), 3);
    ReportJson.put(root, "p999_ms", figures.tail().p999Millis(), 3);
    ReportJson.put(root, "proven_percentile", figures.percentile(), 3);
    ReportJson.put(root, "proven_ms", figures.provenMillis().orElse(Double.NaN), 3);
    ReportJson.put(root, "max_rate", result.maxRate().orElse(Double.NaN), 3);
    counts(root.putObject("error_causes"), outcome.errorCauses());
    counts(root.putObject("degraded_reasons"), outcome.degradedReasons());
    return root;
  }

  private static void counts(ObjectNode node, Map<String, Long> counts) {
    new TreeMap<>(counts).forEach((name, count) -> node.put(name, count));
  }
}
