package io.hawkvision.loadgen.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How large a share of all frames took longer than a time, down to one frame. Pure.
 *
 * @param points from the fastest frame to the slowest answered one
 * @param unanswered share of frames below which no curve goes
 */
public record TailCurve(List<Point> points, double unanswered) {
  private static final int STEPS_PER_DECADE = 40;

  /** One point of the curve. */
  public record Point(double millis, double shareBeyond) {}

  public TailCurve {
    points = List.copyOf(points);
  }

  static TailCurve of(PooledLatencies pooled) {
    List<Point> points = new ArrayList<>();
    long frames = pooled.frames();
    if (frames == 0) {
      return new TailCurve(points, 0);
    }
    int steps = (int) Math.ceil(STEPS_PER_DECADE * Math.log10((double) frames));
    for (int i = 0; i <= steps; i++) {
      double share = Math.pow(10, -(double) i / STEPS_PER_DECADE);
      double millis = pooled.quantileMillis(1 - share);
      if (Double.isInfinite(millis)) {
        break;
      }
      points.add(new Point(millis, share));
    }
    return new TailCurve(points, 1 - (double) pooled.answered() / frames);
  }
}
