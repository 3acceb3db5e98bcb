package io.hawkvision.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.loadgen.measure.ReportJson;
import io.hawkvision.loadgen.measure.ReportTable;
import io.hawkvision.loadgen.report.RunComparison.GroupComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two runs side by side, for people and for programs. Pure. */
final class ComparisonText {
  private static final List<String> HEADER =
      List.of(
          "system",
          "setting",
          "p99 A",
          "p99 B",
          "p99 B by A (95 %)",
          "accuracy A less B (95 %)",
          "uplink/frame A",
          "B",
          "energy/frame A",
          "B",
          "no ratio because");

  private ComparisonText() {}

  static String table(RunComparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    comparison.groups().forEach(group -> rows.add(row(group)));
    StringBuilder text = new StringBuilder();
    text.append("A: ").append(comparison.first()).append('\n');
    text.append("B: ").append(comparison.second()).append('\n');
    return text.append(ReportTable.align(rows)).toString();
  }

  private static List<String> row(GroupComparison group) {
    Pairing pairing = group.pairing();
    return List.of(
        group.first().group().system(),
        Setting.of(group.first().group()).toString(),
        Words.millis(group.first().latency().p99()),
        Words.millis(group.second().latency().p99()),
        pairing
            .ratios()
            .p99()
            .map(ratio -> Words.ratio(ratio, pairing.ratios().p99Interval()))
            .orElse("-"),
        pairing.frames() == 0 ? "-" : Words.points(pairing),
        Words.bytes(group.first().uplink().bytesPerFrame()),
        Words.bytes(group.second().uplink().bytesPerFrame()),
        energy(group.first()),
        energy(group.second()),
        pairing.withheld().isEmpty() ? "-" : pairing.withheld());
  }

  private static String energy(GroupSummary summary) {
    return Words.millijoules(summary.joules().perFrame())
        + (summary.joules().isModelled() ? " modelled" : "");
  }

  static String json(RunComparison comparison) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode rows = root.putArray("rows");
    for (GroupComparison group : comparison.groups()) {
      ObjectNode row = rows.addObject();
      RowsJson.key(row, group.first().group());
      side(row, "a_", group.first());
      side(row, "b_", group.second());
      Pairing pairing = group.pairing();
      Pairing.Ratios ratios = pairing.ratios();
      ReportJson.put(row, "a_less_b_points", pairing.differencePoints(), 3);
      bounds(row, "a_less_b_points", pairing.differenceInterval());
      row.put("paired_frames", pairing.frames());
      ReportJson.put(row, "p99_ratio", ratios.p99().orElse(Double.NaN), 4);
      bounds(row, "p99_ratio", ratios.p99Interval());
      ReportJson.put(row, "bytes_ratio", ratios.bytes().orElse(Double.NaN), 4);
      ReportJson.put(row, "joules_ratio", ratios.joules().orElse(Double.NaN), 4);
      row.put("ratio_withheld", pairing.withheld());
    }
    root.put("a", comparison.first());
    root.put("b", comparison.second());
    comparison.warnings().forEach(root.putArray("warnings")::add);
    return root.toString();
  }

  private static void bounds(ObjectNode row, String name, Optional<Interval> interval) {
    ReportJson.put(row, name + "_low", interval.map(Interval::low).orElse(Double.NaN), 4);
    ReportJson.put(row, name + "_high", interval.map(Interval::high).orElse(Double.NaN), 4);
  }

  private static void side(ObjectNode row, String prefix, GroupSummary summary) {
    row.put(prefix + "frames", summary.frames());
    ReportJson.put(row, prefix + "p50_ms", summary.latency().p50(), 3);
    ReportJson.put(row, prefix + "p99_ms", summary.latency().p99(), 3);
    ReportJson.put(row, prefix + "accuracy", summary.accuracy().share(), 6);
    ReportJson.put(row, prefix + "degraded", summary.shares().degraded(), 6);
    ReportJson.put(row, prefix + "uplink_bytes_per_frame", summary.uplink().bytesPerFrame(), 1);
    ReportJson.put(row, prefix + "joules_per_frame", summary.joules().perFrame(), 9);
  }
}
