package io.hawkvision.loadgen.report.page;

import java.util.List;
import java.util.function.DoubleFunction;

/** The axes of a chart of curves. Pure. */
final class CurveFrame {
  static final double LEFT = 78;
  static final double RIGHT = 628;
  static final double TOP = 12;
  static final double BOTTOM = 290;

  private CurveFrame() {}

  /** One axis: its scale, what its ticks and itself are called. */
  record Axis(Scale scale, List<Double> ticks, DoubleFunction<String> tick, String name) {}

  static Element draw(Axis x, Axis y, String words) {
    Element picture = Canvas.picture(BOTTOM + 46, words);
    for (double at : x.ticks()) {
      double pixel = x.scale().pixel(at);
      picture.add(Canvas.line(pixel, TOP, pixel, BOTTOM, "grid"));
      picture.add(Canvas.words(pixel, BOTTOM + 17, "middle", x.tick().apply(at)).style("tick"));
    }
    for (double at : y.ticks()) {
      double pixel = y.scale().pixel(at);
      picture.add(Canvas.line(LEFT, pixel, RIGHT, pixel, "grid"));
      picture.add(Canvas.words(LEFT - 6, pixel + 4, "end", y.tick().apply(at)).style("tick"));
    }
    picture.add(Canvas.words((LEFT + RIGHT) / 2, BOTTOM + 38, "middle", x.name()).style("axis"));
    double middle = (TOP + BOTTOM) / 2;
    picture.add(
        Canvas.words(14, middle, "middle", y.name())
            .style("axis")
            .attribute("transform", "rotate(-90 14 " + Element.number(middle) + ")"));
    return picture;
  }
}
