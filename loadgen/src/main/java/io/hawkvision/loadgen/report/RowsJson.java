package io.hawkvision.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.loadgen.measure.ReportJson;
import io.hawkvision.loadgen.result.CellKey.CellGroup;
import io.hawkvision.loadgen.result.RunHeader;
import java.util.Optional;

/**
 * A report for other programs. What does not exist or is infinite is null; a total is over all
 * pooled frames. Pure.
 */
public final class RowsJson {
  private RowsJson() {}

  public static String line(RunReport report) {
    return root(report).toString();
  }

  static ObjectNode root(RunReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode rows = root.putArray("rows");
    for (SettingReport setting : report.settings()) {
      for (SystemReport system : setting.systems()) {
        row(rows.addObject(), system);
      }
    }
    RunHeader header = report.header();
    root.put("run", report.name());
    root.put("plan", header.plan());
    root.put("started", header.started());
    root.put("seeds", header.seeds());
    RunHeader.Machine machine = header.machine();
    root.putObject("machine")
        .put("cores", machine.cores())
        .put("cpu", machine.cpuModel())
        .put("kernel", machine.kernel())
        .put("java", machine.java())
        .put("hawk", machine.hawk());
    return root;
  }

  static void row(ObjectNode row, SystemReport system) {
    GroupSummary summary = system.summary();
    key(row, summary.group());
    row.put("frames", summary.frames());
    row.put("answered", summary.answered());
    latency(row, summary.latency());
    accuracy(row, summary.accuracy());
    ReportJson.put(row, "degraded", summary.shares().degraded(), 6);
    row.put("degraded_too_often", summary.isDegradedTooOften());
    ReportJson.put(row, "escalated", summary.shares().escalated(), 6);
    wire(row, summary.uplink());
    joules(row, summary.joules(), summary.frames());
    cells(row, summary.cells());
    pairing(row, system.pairing());
    ObjectNode stages = row.putObject("stages_ms");
    summary.stages().forEach((stage, millis) -> ReportJson.put(stages, stage, millis, 3));
    ObjectNode causes = row.putObject("error_causes");
    summary.errorCauses().forEach(causes::put);
    ObjectNode reasons = row.putObject("degraded_reasons");
    summary.degradedReasons().forEach(reasons::put);
  }

  static void key(ObjectNode row, CellGroup group) {
    row.put("system", group.system());
    row.put("family", group.family());
    row.put("link", group.link());
    row.put("edge_factor", group.edgeFactor());
    row.put("load", group.load());
  }

  private static void latency(ObjectNode row, GroupSummary.Percentiles latency) {
    ReportJson.put(row, "p50_ms", latency.p50(), 3);
    ReportJson.put(row, "p90_ms", latency.p90(), 3);
    ReportJson.put(row, "p95_ms", latency.p95(), 3);
    ReportJson.put(row, "p99_ms", latency.p99(), 3);
    interval(row, "p99_low_ms", "p99_high_ms", latency.p99Interval(), 3);
    put(row, "p999_ms", latency.p999(), 3);
  }

  private static void accuracy(ObjectNode row, GroupSummary.Accuracy accuracy) {
    ReportJson.put(row, "accuracy", accuracy.share(), 6);
    interval(row, "accuracy_low", "accuracy_high", accuracy.interval(), 6);
    put(row, "accuracy_target", accuracy.target(), 6);
    accuracy
        .isTargetMet()
        .ifPresentOrElse(met -> row.put("target_met", met), () -> row.putNull("target_met"));
  }

  private static void wire(ObjectNode row, GroupSummary.Uplink uplink) {
    row.put("uplink_bytes", uplink.bytes());
    ReportJson.put(row, "uplink_bytes_per_frame", uplink.bytesPerFrame(), 1);
    row.put("uplink_lost_packets", uplink.lostPackets());
    row.put("uplink_source", uplink.source());
    row.put("link_emulated", uplink.emulated());
  }

  private static void joules(ObjectNode row, GroupSummary.Joules joules, long frames) {
    ReportJson.put(row, "joules", joules.total(), 6);
    ReportJson.put(row, "joules_per_frame", joules.perFrame(), 9);
    ReportJson.put(row, "edge_joules_per_frame", joules.edge() / frames, 9);
    ReportJson.put(row, "dc_joules_per_frame", joules.dc() / frames, 9);
    row.put("joules_source", joules.source());
    row.put("joules_constants", joules.constants());
  }

  private static void cells(ObjectNode row, GroupSummary.Cells cells) {
    row.put("cells", cells.seeds().size());
    row.put("cells_invalid", cells.invalid());
    row.put("cells_missing", cells.missing());
    ReportJson.put(row, "generator_lateness_p99_ms", cells.latenessMillis(), 3);
  }

  /** Flat, so that a table has the same columns; the prefix says beside what. */
  static void pairing(ObjectNode row, Optional<Pairing> pairing) {
    Optional<Pairing.Ratios> ratios = pairing.map(Pairing::ratios);
    put(row, "ours_less_this_points", pairing.map(Pairing::differencePoints), 3);
    interval(
        row,
        "ours_less_this_points_low",
        "ours_less_this_points_high",
        pairing.flatMap(Pairing::differenceInterval),
        3);
    row.put("paired_frames", pairing.map(Pairing::frames).orElse(0L));
    put(row, "p99_ratio", ratios.flatMap(Pairing.Ratios::p99), 4);
    interval(
        row, "p99_ratio_low", "p99_ratio_high", ratios.flatMap(Pairing.Ratios::p99Interval), 4);
    put(row, "bytes_ratio", ratios.flatMap(Pairing.Ratios::bytes), 4);
    put(row, "joules_ratio", ratios.flatMap(Pairing.Ratios::joules), 4);
    row.put("ratio_withheld", pairing.map(Pairing::withheld).orElse(""));
  }

  private static void interval(
      ObjectNode row, String low, String high, Optional<Interval> interval, int digits) {
    put(row, low, interval.map(Interval::low), digits);
    put(row, high, interval.map(Interval::high), digits);
  }

  private static void put(ObjectNode row, String name, Optional<Double> value, int digits) {
    ReportJson.put(row, name, value.orElse(Double.NaN), digits);
  }
}
