package io.hawkvision.loadgen.report.page;

import io.hawkvision.loadgen.report.SystemReport;
import io.hawkvision.loadgen.report.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Mean time by stage, as the answers told it. {@code total} is no part of itself, and a stage with
 * a dot in its name is part of another one. Pure.
 */
final class StageChart {
  private static final String TOTAL = "total";

  /** As they follow each other in a frame's life; others come last. */
  private static final List<String> ORDER =
      List.of("receive", "queue", "decode", "infer", "encode", "uplink", "escalate", "dc");

  private static final int COLOURS = 6;

  private final List<String> stages;

  StageChart(List<SystemReport> systems) {
    Set<String> found = new LinkedHashSet<>();
    systems.forEach(system -> found.addAll(system.summary().stages().keySet()));
    found.removeIf(stage -> stage.equals(TOTAL) || stage.contains("."));
    List<String> ordered = new ArrayList<>(found);
    ordered.sort(Comparator.comparingInt(StageChart::place).thenComparing(stage -> stage));
    stages = List.copyOf(ordered);
  }

  private static int place(String stage) {
    int place = ORDER.indexOf(stage);
    return place < 0 ? ORDER.size() : place;
  }

  boolean isEmpty() {
    return stages.isEmpty();
  }

  Element draw(List<SystemReport> systems) {
    BarChart chart = new BarChart("ms, mean of an answered frame");
    for (SystemReport system : systems) {
      List<BarChart.Part> parts = new ArrayList<>();
      for (String stage : stages) {
        double millis = system.summary().stages().getOrDefault(stage, 0.0);
        if (Double.isFinite(millis) && millis > 0) {
          parts.add(new BarChart.Part(stage, millis, style(stage)));
        }
      }
      double sum = parts.stream().mapToDouble(BarChart.Part::value).sum();
      String words = sum > 0 ? Words.digits(sum) : "not told";
      String total =
          Optional.ofNullable(system.summary().stages().get(TOTAL))
              .filter(Double::isFinite)
              .map(millis -> " of " + Words.millis(millis))
              .orElse(sum > 0 ? " ms" : "");
      chart.add(new BarChart.Bar(system.system(), parts, Optional.empty(), words + total));
    }
    return chart.draw("Mean time by stage, by system");
  }

  private String style(String stage) {
    return "s" + stages.indexOf(stage) % COLOURS;
  }

  Element legend() {
    Element legend = Element.of("p").style("legend");
    for (String stage : stages) {
      legend.add(swatch(stage, style(stage)));
    }
    return legend;
  }

  static Element swatch(String name, String style) {
    return Element.of("span")
        .add(
            Element.of("svg")
                .attribute("width", 12)
                .attribute("height", 12)
                .add(Canvas.box(0, 0, 12, 12, style)))
        .text(" " + name);
  }
}
