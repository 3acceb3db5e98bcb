package io.hawkvision.loadgen.report.page;

import io.hawkvision.loadgen.report.GroupSummary;
import io.hawkvision.loadgen.report.Pairing;
import io.hawkvision.loadgen.report.RunReport;
import io.hawkvision.loadgen.report.SettingReport;
import io.hawkvision.loadgen.report.SystemReport;
import io.hawkvision.loadgen.report.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables: ratios at a glance, and all figures. Pure. */
final class Figures {
  private static final List<String> COLUMNS =
      List.of(
          "system",
          "frames (seeds)",
          "p50",
          "p99",
          "p99.9",
          "accuracy",
          "target",
          "degraded",
          "escalated",
          "uplink/frame",
          "energy/frame",
          "ours less this",
          "p99 by ours",
          "bytes by ours");

  private Figures() {}

  /** One row a setting, one column a system: p99 by ours, or why not. */
  static Element verdict(RunReport report) {
    List<String> others =
        report.systems().stream().filter(name -> !name.equals(Pairing.OURS)).toList();
    Element head = Element.of("tr").add(Element.of("th", "setting")).add(Element.of("th", "ours"));
    others.forEach(name -> head.add(Element.of("th", name)));
    Element body = Element.of("tbody");
    for (SettingReport setting : report.settings()) {
      Element row = Element.of("tr").add(Element.of("th", setting.setting().toString()));
      row.add(cell(find(setting, Pairing.OURS).map(Figures::own).orElse("not measured")));
      for (String other : others) {
        row.add(verdict(find(setting, other)));
      }
      body.add(row);
    }
    return table(head, body);
  }

  private static Optional<SystemReport> find(SettingReport setting, String name) {
    return setting.systems().stream().filter(system -> system.system().equals(name)).findFirst();
  }

  private static String own(SystemReport ours) {
    return Words.millis(ours.summary().latency().p99());
  }

  private static Element verdict(Optional<SystemReport> system) {
    if (system.isEmpty()) {
      return cell("–");
    }
    Element cell = Element.of("td");
    Optional<Pairing> pairing = system.get().pairing();
    Optional<Double> ratio = pairing.flatMap(found -> found.ratios().p99());
    if (pairing.isPresent() && ratio.isPresent()) {
      cell.add(Element.of("b", Words.ratio(ratio.get())))
          .add(small(range(pairing.get()) + own(system.get())));
    } else {
      cell.text(own(system.get()));
      pairing.ifPresent(found -> cell.add(reason(found)));
    }
    return cell;
  }

  private static String range(Pairing pairing) {
    return pairing.ratios().p99Interval().map(range -> Words.ratio(range) + "; ").orElse("");
  }

  private static String why(Pairing pairing) {
    return pairing.withheld().isEmpty()
        ? "no ratio: a p99 falls among frames never answered"
        : pairing.withheld();
  }

  private static Element reason(Pairing pairing) {
    return small(why(pairing)).style("small why");
  }

  private static Element small(String text) {
    return Element.of("span", text).style("small");
  }

  private static Element cell(String text) {
    return Element.of("td", text);
  }

  private static Element table(Element head, Element body) {
    Element table = Element.of("table").add(Element.of("thead").add(head)).add(body);
    return Element.of("div").style("wide").add(table);
  }

  /** Everything, in groups of one setting. */
  static Element all(RunReport report, Ink ink) {
    Element head = Element.of("tr");
    COLUMNS.forEach(column -> head.add(Element.of("th", column)));
    Element body = Element.of("tbody");
    for (SettingReport setting : report.settings()) {
      body.add(
          Element.of("tr")
              .style("setting")
              .add(
                  Element.of("th", setting.setting().toString())
                      .attribute("colspan", Integer.toString(COLUMNS.size()))));
      setting.systems().forEach(system -> body.add(row(system, ink)));
    }
    return table(head, body);
  }

  private static Element row(SystemReport system, Ink ink) {
    GroupSummary summary = system.summary();
    GroupSummary.Percentiles latency = summary.latency();
    Optional<Pairing> pairing = system.pairing();
    Element name =
        Element.of("th").add(StageChart.swatch(system.system(), ink.fill(system.system())));
    Element row = Element.of("tr").add(name);
    row.add(
        cell(
            String.format(
                Locale.ROOT, "%,d (%d)", summary.frames(), summary.cells().seeds().size())));
    row.add(cell(Words.millis(latency.p50())));
    row.add(two(Words.millis(latency.p99()), latency.p99Interval().map(Words::millis)));
    row.add(cell(latency.p999().map(Words::millis).orElse("–")));
    GroupSummary.Accuracy accuracy = summary.accuracy();
    row.add(two(Words.accuracy(accuracy.share()), accuracy.interval().map(Words::accuracy)));
    row.add(target(accuracy));
    Element degraded = cell(Words.percent(summary.shares().degraded()));
    row.add(summary.isDegradedTooOften() ? degraded.text(" !").style("bad") : degraded);
    row.add(cell(Words.percent(summary.shares().escalated())));
    row.add(cell(Words.bytes(summary.uplink().bytesPerFrame())));
    row.add(
        two(
            Words.millijoules(summary.joules().perFrame()),
            Optional.of(summary.joules().source())));
    row.add(difference(pairing.filter(found -> found.frames() > 0)));
    row.add(ratio(pairing));
    row.add(cell(pairing.flatMap(found -> found.ratios().bytes()).map(Words::ratio).orElse("–")));
    return row;
  }

  private static Element difference(Optional<Pairing> pairing) {
    return two(
        pairing.map(found -> Words.points(found.differencePoints())).orElse("–"),
        pairing.flatMap(Pairing::differenceInterval).map(Words::points));
  }

  private static Element ratio(Optional<Pairing> pairing) {
    Optional<Double> ratio = pairing.flatMap(found -> found.ratios().p99());
    if (pairing.isEmpty() || ratio.isPresent()) {
      return two(
          ratio.map(Words::ratio).orElse("–"),
          pairing.flatMap(found -> found.ratios().p99Interval()).map(Words::ratio));
    }
    return Element.of("td").add(reason(pairing.get()));
  }

  private static Element target(GroupSummary.Accuracy accuracy) {
    Element cell = cell(accuracy.target().map(Words::accuracy).orElse("none"));
    accuracy
        .isTargetMet()
        .ifPresent(
            met -> cell.add(small(met ? "met" : "missed").style(met ? "small" : "small bad")));
    return cell;
  }

  private static Element two(String first, Optional<String> below) {
    Element cell = cell(first);
    below.ifPresent(text -> cell.add(small(text)));
    return cell;
  }
}
