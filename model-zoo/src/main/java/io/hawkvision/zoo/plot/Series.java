package io.hawkvision.zoo.plot;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Points of one colour, joined by a line or not. */
record Series(String name, List<LabelledPoint> points, boolean isLine) {
  /** From so many points on, markers would hide the line. */
  private static final int DENSE = 40;

  double[] xs() {
    return column(LabelledPoint::x);
  }

  double[] ys() {
    return column(LabelledPoint::y);
  }

  double[] errors() {
    return column(LabelledPoint::error);
  }

  boolean hasErrors() {
    return points.stream().anyMatch(point -> point.error() > 0);
  }

  boolean isDense() {
    return isLine && points.size() > DENSE;
  }

  private double[] column(ToDoubleFunction<LabelledPoint> value) {
    return points.stream().mapToDouble(value).toArray();
  }
}
