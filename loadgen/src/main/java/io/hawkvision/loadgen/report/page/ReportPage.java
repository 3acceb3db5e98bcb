package io.hawkvision.loadgen.report.page;

import io.hawkvision.loadgen.report.Remarks;
import io.hawkvision.loadgen.report.RunReport;
import io.hawkvision.loadgen.report.SettingReport;
import io.hawkvision.loadgen.report.SystemReport;
import io.hawkvision.loadgen.report.Words;
import io.hawkvision.loadgen.result.RunHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The whole report as one HTML page: no script, nothing loaded, well-formed. Pure. */
public final class ReportPage {
  private ReportPage() {}

  public static String of(RunReport report) {
    Ink ink = new Ink(report.systems());
    Element body = Element.of("body");
    body.add(Element.of("h1", "HawkVision benchmark: plan " + report.header().plan()));
    body.add(lead(report));
    body.add(Element.of("h2", "What was compared, and on what machine")).add(machine(report));
    body.add(Element.of("h2", "Verdict: p99 of each system by ours"));
    body.add(
        Element.of(
            "p",
            "Above 1x, ours answers the slowest 1 % of frames sooner. A ratio stands only where"
                + " both are equally accurate on identical frames: the difference is at most 0.3"
                + " points, or its 95\u00a0% interval holds 0. Below each ratio: its 95\u00a0%"
                + " interval, and that system's p99."));
    body.add(Figures.verdict(report));
    body.add(Element.of("h2", "All figures"));
    body.add(
        Element.of(
            "p",
            "Small print: 95\u00a0% intervals, of latencies by drawing seeds, of accuracies by"
                + " groups of frames. Ours less this: difference of accuracies on identical frames."
                + " By ours: this system's figure divided by ours."));
    body.add(Figures.all(report, ink));
    body.add(Element.of("h2", "Charts"));
    body.addAll(LoadChart.of(report, ink));
    for (int i = 0; i < report.settings().size(); i++) {
      body.add(new SettingSection(report.settings().get(i), ink).draw(i == 0));
    }
    body.add(Element.of("h2", "Validity")).add(validity(report));
    body.add(Element.of("h2", "What these figures do not show")).add(limits(report));
    Element html = Element.of("html").attribute("lang", "en").add(head(report)).add(body);
    return "<!DOCTYPE html>\n" + html + "\n";
  }

  private static Element head(RunReport report) {
    return Element.of("head")
        .add(Element.of("meta").attribute("charset", "utf-8"))
        .add(
            Element.of("meta")
                .attribute("name", "viewport")
                .attribute("content", "width=device-width, initial-scale=1"))
        .add(Element.of("title", "HawkVision benchmark " + report.name()))
        .add(Element.of("style", PageStyle.CSS));
  }

  private static Element lead(RunReport report) {
    long frames = 0;
    int valid = 0;
    for (SystemReport system : systems(report)) {
      frames += system.summary().frames();
      valid += system.summary().cells().seeds().size();
    }
    return Element.of(
        "p",
        String.format(
            Locale.ROOT,
            "Run %s, started %s. %d of %d planned cells are valid, with %,d frames, each counted:"
                + " one without an answer is wrong and infinitely late.",
            report.name(),
            report.header().started(),
            valid,
            report.header().planned().size(),
            frames));
  }

  private static List<SystemReport> systems(RunReport report) {
    return report.settings().stream().flatMap(setting -> setting.systems().stream()).toList();
  }

  private static Element machine(RunReport report) {
    RunHeader header = report.header();
    RunHeader.Machine machine = header.machine();
    Element list = Element.of("dl");
    entry(list, "Systems", String.join(", ", report.systems()));
    entry(list, "Seeds", header.seeds() + " planned for each system and setting");
    entry(list, "Machine", machine.cpuModel() + ", " + machine.cores() + " cores");
    entry(list, "Software", machine.kernel() + "; Java " + machine.java());
    entry(list, "HawkVision", machine.hawk());
    for (Map.Entry<String, RunHeader.LinkWords> link : new TreeMap<>(header.links()).entrySet()) {
      String missing = link.getValue().notEmulated();
      entry(
          list,
          "Link " + link.getKey(),
          link.getValue().words() + (missing.isEmpty() ? "" : ". NOT EMULATED: " + missing));
    }
    Map<String, List<String>> groups = new TreeMap<>();
    for (SettingReport setting : report.settings()) {
      for (SystemReport system : setting.systems()) {
        String name = system.system() + " (" + setting.setting() + ")";
        system
            .words()
            .ifPresent(w -> groups.computeIfAbsent(words(w), k -> new ArrayList<>()).add(name));
      }
    }
    groups.forEach((words, names) -> entry(list, "Load", load(words, names, systems(report))));
    header.notes().forEach(note -> entry(list, "Note", note));
    return list;
  }

  /** Most groups have the same words: those that have them are listed behind. */
  private static String load(String words, List<String> names, List<SystemReport> all) {
    return words + ": " + (names.size() == all.size() ? "everywhere" : String.join("; ", names));
  }

  private static String words(RunHeader.GroupWords group) {
    List<String> words = new ArrayList<>();
    words.add(Words.digits(group.framesPerSecond()) + " frames/s");
    words.add(
        group.deadlineMillis() > 0
            ? "deadline " + Words.millis(group.deadlineMillis())
            : "no deadline");
    new TreeMap<>(group.words()).forEach((name, value) -> words.add(name + " " + value));
    return String.join(", ", words);
  }

  private static void entry(Element list, String name, String words) {
    list.add(Element.of("dt", name)).add(Element.of("dd", words));
  }

  private static Element validity(RunReport report) {
    Element list = Element.of("ul");
    boolean isClean = true;
    for (SettingReport setting : report.settings()) {
      for (SystemReport system : setting.systems()) {
        for (String remark : Remarks.of(system.summary())) {
          isClean = false;
          list.add(
              Element.of("li", setting.setting() + ": " + system.system() + ": " + remark + "."));
        }
      }
    }
    double lateness =
        systems(report).stream()
            .mapToDouble(system -> system.summary().cells().latenessMillis())
            .max()
            .orElse(0);
    if (systems(report).stream().allMatch(system -> system.summary().frames() == 0)) {
      return list.add(Element.of("li", "There is no valid cell: this page shows nothing."));
    }
    list.add(
        Element.of(
            "li",
            "The load generator sent on schedule: its own p99 of lateness was at most "
                + Words.millis(lateness)
                + " in a valid cell, and is part of every latency here."));
    if (isClean) {
      list.add(Element.of("li", "No cell is missing or invalid, and every frame was answered."));
    }
    return list;
  }

  private static Element limits(RunReport report) {
    Element list = Element.of("ul");
    List<String> limits = new ArrayList<>();
    limits.add(
        "Intervals tell how much seeds differ on this machine and these frames; not how another"
            + " machine, camera or network would differ.");
    limits.add("Edge and DC ran on one machine; what slows the one may slow the other.");
    limits.add(
        "Links are emulated from profiles; no radio was involved. Where a link was not emulated,"
            + " its figures say nothing about that link.");
    if (systems(report).stream().anyMatch(s -> s.summary().joules().isModelled())) {
      limits.add(
          "Modelled energy is processor time and bytes times constants; it is no measurement, and"
              + " no ratio is made of it.");
    }
    if (systems(report).stream().anyMatch(s -> s.summary().latency().p999().isEmpty())) {
      limits.add("P99.9 is not told from fewer than 50,000 frames.");
    }
    limits.add(
        "Percentiles pool all seeds of a setting; a seed with an outage weighs as much as one"
            + " without.");
    limits.forEach(limit -> list.add(Element.of("li", limit)));
    return list;
  }
}
