package io.hawkvision.loadgen.report.page;

import io.hawkvision.loadgen.report.GroupSummary;
import io.hawkvision.loadgen.report.SettingReport;
import io.hawkvision.loadgen.report.SystemReport;
import io.hawkvision.loadgen.report.Timeline;
import io.hawkvision.loadgen.report.Words;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The charts of one setting. Pure. */
final class SettingSection {
  private final SettingReport report;
  private final List<SystemReport> systems;
  private final Ink ink;

  SettingSection(SettingReport report, Ink ink) {
    this.report = report;
    this.systems = report.systems();
    this.ink = ink;
  }

  /** Folded up, but for the first one of a page. */
  Element draw(boolean isOpen) {
    Element section = Element.of("details");
    if (isOpen) {
      section.attribute("open", "open");
    }
    section.add(Element.of("summary", report.setting().toString()));
    section.add(ink.legend(systems.stream().map(SystemReport::system).toList()));
    Element charts = Element.of("div").style("charts");
    charts.add(tail()).add(p99()).add(accuracy()).add(bytes()).add(energy());
    StageChart stages = new StageChart(systems);
    if (!stages.isEmpty()) {
      charts.add(
          figure(
              "Mean time by stage",
              "As the answers told it; beside each bar its length, of the total that they told."
                  + " Time outside the node is in neither.",
              List.of(stages.legend(), stages.draw(systems))));
    }
    return section.add(charts.add(timeline()));
  }

  private static Element figure(String title, String caption, List<Element> content) {
    return Element.of("figure")
        .add(Element.of("h3", title))
        .addAll(content)
        .add(Element.of("figcaption", caption));
  }

  private Element tail() {
    return figure(
        "Latency of all frames, with the tail",
        "Each line: the share of frames (logarithmic) that took longer than a time. Lower and"
            + " further left is better. Dots: p90, p99, and p99.9 from 50,000 frames on; the last"
            + " decade of a line stands on fewer than ten frames. A × ends the line of a system"
            + " that left frames without an answer.",
        List.of(TailChart.draw(systems, ink)));
  }

  private Element p99() {
    BarChart chart = new BarChart("p99 latency (ms)");
    for (SystemReport system : systems) {
      GroupSummary.Percentiles latency = system.summary().latency();
      boolean isMeasured = !Double.isNaN(latency.p99());
      chart.add(
          new BarChart.Bar(
              system.system(),
              isMeasured
                  ? List.of(new BarChart.Part("", latency.p99(), ink.fill(system.system())))
                  : List.of(),
              latency.p99Interval(),
              isMeasured ? Words.millis(latency.p99()) : "no valid cell"));
    }
    return figure(
        "P99 latency",
        "Whiskers: 95 % interval over seeds, where there are three or more.",
        List.of(chart.draw("P99 latency of each system")));
  }

  private Element accuracy() {
    return figure(
        "Accuracy against target",
        "Dot: share of right answers among all frames posted; line: 95 % interval over groups of"
            + " frames; upright tick: target asked for. The axis does not begin at 0.",
        List.of(AccuracyChart.draw(systems, ink)));
  }

  private Element bytes() {
    BarChart chart = new BarChart("uplink per frame posted (kB)");
    for (SystemReport system : systems) {
      double bytes = system.summary().uplink().bytesPerFrame();
      chart.add(
          new BarChart.Bar(
              system.system(),
              Double.isNaN(bytes)
                  ? List.of()
                  : List.of(new BarChart.Part("", bytes / 1000, ink.fill(system.system()))),
              Optional.empty(),
              Words.bytes(bytes)));
    }
    String sources = words(system -> system.summary().uplink().source());
    return figure(
        "Bytes on the uplink",
        "Counted by: " + sources + ". With headers and duplicates where the emulator counted.",
        List.of(chart.draw("Uplink bytes per frame of each system")));
  }

  private Element energy() {
    BarChart chart = new BarChart("energy per frame posted (mJ)");
    for (SystemReport system : systems) {
      GroupSummary.Joules joules = system.summary().joules();
      double frames = Math.max(1, system.summary().frames());
      chart.add(
          new BarChart.Bar(
              system.system(),
              List.of(
                  new BarChart.Part("edge", 1000 * joules.edge() / frames, "e0"),
                  new BarChart.Part("DC", 1000 * joules.dc() / frames, "e1")),
              Optional.empty(),
              Words.millijoules(joules.perFrame())));
    }
    String source = words(system -> system.summary().joules().source());
    String constants = words(system -> system.summary().joules().constants());
    boolean isModelled = systems.stream().anyMatch(s -> s.summary().joules().isModelled());
    String caption =
        (isModelled ? "Modelled, not measured: no ratio is made of it. " : "Above idle. ")
            + (constants.isEmpty() ? "" : "Constants: " + constants + ".");
    Element legend =
        Element.of("p")
            .style("legend")
            .add(StageChart.swatch("edge", "e0"))
            .add(StageChart.swatch("DC", "e1"));
    return figure(
        "Energy (" + source + ")", caption, List.of(legend, chart.draw("Energy per frame")));
  }

  private Element timeline() {
    String seed =
        systems.stream()
            .flatMap(system -> system.timeline().stream())
            .map(Timeline::seed)
            .findFirst()
            .map(number -> "Seed " + number + ". ")
            .orElse("No valid cell. ");
    return figure(
        "P99 of each second",
        seed
            + "With fewer than 100 frames a second this is the slowest one. A triangle at the"
            + " top: frames of that second were never answered. Shaded: what the link did.",
        List.of(TimeChart.draw(report, ink)));
  }

  private String words(Function<SystemReport, String> which) {
    return systems.stream()
        .map(which)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining("; "));
  }
}
