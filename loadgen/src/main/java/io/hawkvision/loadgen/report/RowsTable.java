package io.hawkvision.loadgen.report;

import io.hawkvision.loadgen.measure.ReportTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as text for a terminal, one table a setting. Pure. */
public final class RowsTable {
  private static final List<String> HEADER =
      List.of(
          "system",
          "frames",
          "seeds",
          "p50",
          "p99",
          "p99, 95 % interval",
          "p99.9",
          "accuracy",
          "target",
          "degraded",
          "escalated",
          "uplink/frame",
          "energy/frame",
          "p99 by ours");

  private RowsTable() {}

  public static String text(RunReport report) {
    StringBuilder text = new StringBuilder();
    for (SettingReport setting : report.settings()) {
      text.append(setting.setting()).append('\n');
      List<List<String>> rows = new ArrayList<>();
      rows.add(HEADER);
      setting.systems().forEach(system -> rows.add(row(system)));
      text.append(ReportTable.align(rows).indent(2));
      setting.systems().forEach(system -> remarks(text, system));
      text.append('\n');
    }
    return text.toString();
  }

  private static List<String> row(SystemReport system) {
    GroupSummary summary = system.summary();
    GroupSummary.Percentiles latency = summary.latency();
    GroupSummary.Joules joules = summary.joules();
    return List.of(
        system.system(),
        String.format(Locale.ROOT, "%,d", summary.frames()),
        Integer.toString(summary.cells().seeds().size()),
        Words.millis(latency.p50()),
        Words.millis(latency.p99()),
        latency.p99Interval().map(Words::millis).orElse("-"),
        latency.p999().map(Words::millis).orElse("-"),
        Words.accuracy(summary.accuracy().share()),
        target(summary.accuracy()),
        Words.percent(summary.shares().degraded()) + (summary.isDegradedTooOften() ? " !" : ""),
        Words.percent(summary.shares().escalated()),
        Words.bytes(summary.uplink().bytesPerFrame()),
        Words.millijoules(joules.perFrame()) + (joules.isModelled() ? " modelled" : ""),
        system
            .pairing()
            .flatMap(pairing -> pairing.ratios().p99().map(r -> ratio(pairing, r)))
            .orElse("-"));
  }

  private static String ratio(Pairing pairing, double p99) {
    return Words.ratio(p99, pairing.ratios().p99Interval());
  }

  static String target(GroupSummary.Accuracy accuracy) {
    return accuracy
        .target()
        .map(
            target ->
                Words.accuracy(target)
                    + accuracy.isTargetMet().map(met -> met ? " met" : " missed").orElse(""))
        .orElse("-");
  }

  private static void remarks(StringBuilder text, SystemReport system) {
    String prefix = "  " + system.system() + ": ";
    system
        .pairing()
        .ifPresent(
            pairing -> {
              text.append(prefix).append("ours less this: ").append(Words.points(pairing));
              text.append(pairing.withheld().isEmpty() ? "" : "; no ratio: " + pairing.withheld());
              text.append('\n');
            });
    Remarks.of(system.summary()).forEach(each -> text.append(prefix).append(each).append('\n'));
  }
}
