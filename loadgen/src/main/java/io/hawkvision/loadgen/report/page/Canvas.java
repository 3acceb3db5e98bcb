package io.hawkvision.loadgen.report.page;

/** Pieces of SVG that all charts are made of. Pure. */
final class Canvas {
  static final double WIDTH = 640;

  private Canvas() {}

  /**
   * An empty picture.
   *
   * @param words for those who hear the page
   */
  static Element picture(double height, String words) {
    return Element.of("svg")
        .attribute("viewBox", "0 0 " + Element.number(WIDTH) + " " + Element.number(height))
        .attribute("role", "img")
        .attribute("aria-label", words);
  }

  static Element line(double x1, double y1, double x2, double y2, String style) {
    return Element.of("line")
        .attribute("x1", x1)
        .attribute("y1", y1)
        .attribute("x2", x2)
        .attribute("y2", y2)
        .style(style);
  }

  static Element box(double x, double y, double width, double height, String style) {
    return Element.of("rect")
        .attribute("x", x)
        .attribute("y", y)
        .attribute("width", Math.max(0, width))
        .attribute("height", height)
        .style(style);
  }

  static Element dot(double x, double y, double radius, String style) {
    return Element.of("circle")
        .attribute("cx", x)
        .attribute("cy", y)
        .attribute("r", radius)
        .style(style);
  }

  /**
   * Words at a place.
   *
   * @param anchor {@code start}, {@code middle} or {@code end}
   */
  static Element words(double x, double y, String anchor, String text) {
    return Element.of("text", text)
        .attribute("x", x)
        .attribute("y", y)
        .attribute("text-anchor", anchor);
  }
}
