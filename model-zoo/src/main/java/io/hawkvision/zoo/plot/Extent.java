package io.hawkvision.zoo.plot;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The rectangle that holds every point with its error bar and every mark, and room for labels.
 *
 * @param leftmost the smallest x of all points
 */
record Extent(double lowestX, double highestX, double lowestY, double highestY, double leftmost) {
  private static final double MARGIN = 0.06;
  private static final double LABEL = 0.025;

  /** Height for the label of a mark, above the lines. */
  private static final double MARK_LABEL = 0.065;

  /** So many labels of marks stand below each other, then the next begins at the top again. */
  static final int MARK_STEPS = 6;

  static Extent of(List<Series> series, List<Mark> marks) {
    double lowX =
        Math.min(
            lowest(series, LabelledPoint::x),
            marks.stream().mapToDouble(Mark::x).min().orElse(Double.MAX_VALUE));
    double highX =
        Math.max(
            -lowest(series, point -> -point.x()),
            marks.stream().mapToDouble(Mark::x).max().orElse(-Double.MAX_VALUE));
    double lowY = lowest(series, point -> point.y() - point.error());
    double highY = -lowest(series, point -> -point.y() - point.error());
    double roomX = MARGIN * span(lowX, highX);
    double roomY = MARGIN * span(lowY, highY);
    double left = lowX >= 0 ? Math.max(0, lowX - roomX) : lowX - roomX;
    double labels = MARK_LABEL * Math.min(MARK_STEPS, marks.size()) * span(lowY, highY);
    return new Extent(left, highX + roomX, lowY - roomY, highY + roomY + labels, lowX);
  }

  /** Right of a place by this fraction of the width, or left of it near the right end. */
  double beside(double x, double fraction, boolean isLogarithmic) {
    double left = isLogarithmic ? Math.log(leftmost) : lowestX;
    double right = isLogarithmic ? Math.log(highestX) : highestX;
    double width = right - left;
    boolean hasRoom = x + 2 * fraction * width < right;
    return hasRoom ? x + fraction * width : x - fraction * width;
  }

  /** How far below its point a label stands. */
  double labelShift() {
    return LABEL * (highestY - lowestY);
  }

  private static double span(double low, double high) {
    return high > low ? high - low : Math.max(1, Math.abs(high));
  }

  private static double lowest(List<Series> series, ToDoubleFunction<LabelledPoint> value) {
    return series.stream().flatMap(s -> s.points().stream()).mapToDouble(value).min().orElse(0);
  }
}
