package io.hawkvision.loadgen.report.page;

import java.util.List;

/**
 * Which colour and which dashes a system has, the same in every chart. Pure.
 *
 * @param systems in the order in which colours are given
 */
record Ink(List<String> systems) {
  /** As many as the page's style knows. */
  private static final int COLOURS = 8;

  private static final List<String> DASHES = List.of("", "7 3", "2 3", "9 3 2 3");

  Ink {
    systems = List.copyOf(systems);
  }

  private int index(String system) {
    return Math.max(0, systems.indexOf(system));
  }

  /** Class of a filled shape. */
  String fill(String system) {
    return "f" + index(system) % COLOURS;
  }

  /** Class of a line. */
  String line(String system) {
    return "l" + index(system) % COLOURS;
  }

  String dashes(String system) {
    return DASHES.get(index(system) % DASHES.size());
  }

  /** A piece of line and the name, for each system. */
  Element legend(List<String> shown) {
    Element legend = Element.of("p").style("legend");
    for (String system : shown) {
      Element line =
          Element.of("line")
              .attribute("x1", 0)
              .attribute("x2", 28)
              .attribute("y1", 6)
              .attribute("y2", 6)
              .style("curve " + line(system))
              .attribute("stroke-dasharray", dashes(system));
      legend.add(
          Element.of("span")
              .add(Element.of("svg").attribute("width", 28).attribute("height", 12).add(line))
              .text(" " + system));
    }
    return legend;
  }
}
