package io.hawkvision.loadgen.report.page;

import io.hawkvision.loadgen.report.SystemReport;
import io.hawkvision.loadgen.report.TailCurve;
import io.hawkvision.loadgen.report.Words;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The share of frames that took longer than a time: the tail is what it shows best. Pure. */
final class TailChart {
  private TailChart() {}

  static Element draw(List<SystemReport> systems, Ink ink) {
    double lowest = points(systems).mapToDouble(TailCurve.Point::millis).min().orElse(1);
    double highest = points(systems).mapToDouble(TailCurve.Point::millis).max().orElse(10);
    double least = points(systems).mapToDouble(TailCurve.Point::shareBeyond).min().orElse(0.01);
    Scale x = Scale.around(lowest, highest, CurveFrame.LEFT, CurveFrame.RIGHT);
    Scale y = new Scale(Math.min(0.005, least * 0.8), 1, CurveFrame.BOTTOM, CurveFrame.TOP, true);
    Element picture =
        CurveFrame.draw(
            new CurveFrame.Axis(
                x, x.ticks(), Words::plain, "latency from the intended send time (ms)"),
            new CurveFrame.Axis(y, y.decades(1), TailChart::share, "frames later than that"),
            "Share of frames later than a time, by system");
    double p99 = y.pixel(0.01);
    picture.add(Canvas.line(CurveFrame.LEFT, p99, CurveFrame.RIGHT, p99, "mark"));
    picture.add(Canvas.words(CurveFrame.RIGHT - 4, p99 - 5, "end", "p99").style("tick"));
    deadline(systems).ifPresent(millis -> deadline(picture, x, millis));
    systems.forEach(system -> draw(picture, system, x, y, ink));
    return picture;
  }

  private static Stream<TailCurve.Point> points(List<SystemReport> systems) {
    return systems.stream().flatMap(system -> system.tail().points().stream());
  }

  /** The p90, the p99, and the p99.9 where there are frames enough to tell it. */
  private static boolean isMarked(double share, SystemReport system) {
    double power = Math.log10(share);
    long lowest = system.summary().latency().p999().isPresent() ? -3 : -2;
    long nearest = Math.round(power);
    return nearest < 0 && nearest >= lowest && Math.abs(power - nearest) < 1e-6;
  }

  private static String share(double share) {
    return Words.plain(100 * share) + " %";
  }

  /** Of all systems, where they have the same: another one would need as many lines. */
  private static OptionalDouble deadline(List<SystemReport> systems) {
    double[] deadlines =
        systems.stream()
            .mapToDouble(system -> system.words().map(words -> words.deadlineMillis()).orElse(0.0))
            .distinct()
            .toArray();
    return deadlines.length == 1 && deadlines[0] > 0
        ? OptionalDouble.of(deadlines[0])
        : OptionalDouble.empty();
  }

  private static void deadline(Element picture, Scale x, double millis) {
    double pixel = x.pixel(millis);
    if (millis > x.low() && millis < x.high()) {
      picture.add(Canvas.line(pixel, CurveFrame.TOP, pixel, CurveFrame.BOTTOM, "mark"));
      picture.add(
          Canvas.words(pixel - 4, CurveFrame.TOP + 10, "end", "deadline " + Words.millis(millis))
              .style("tick"));
    }
  }

  private static void draw(Element picture, SystemReport system, Scale x, Scale y, Ink ink) {
    TailCurve tail = system.tail();
    if (tail.points().isEmpty()) {
      return;
    }
    StringBuilder path = new StringBuilder();
    for (TailCurve.Point point : tail.points()) {
      path.append(path.isEmpty() ? "M" : "L").append(Element.number(x.pixel(point.millis())));
      path.append(' ').append(Element.number(y.pixel(point.shareBeyond())));
    }
    String name = system.system();
    picture.add(
        Element.of("path")
            .attribute("d", path.toString())
            .style("curve " + ink.line(name))
            .attribute("stroke-dasharray", ink.dashes(name))
            .title(name));
    tail.points().stream()
        .filter(point -> isMarked(point.shareBeyond(), system))
        .forEach(
            point ->
                picture.add(
                    Canvas.dot(
                            x.pixel(point.millis()),
                            y.pixel(point.shareBeyond()),
                            3.5,
                            ink.fill(name))
                        .title(
                            name
                                + ": "
                                + share(point.shareBeyond())
                                + " of the frames later than "
                                + Words.millis(point.millis()))));
    if (tail.unanswered() > 0) {
      TailCurve.Point last = tail.points().get(tail.points().size() - 1);
      picture.add(
          Canvas.words(x.pixel(last.millis()) + 4, y.pixel(last.shareBeyond()) + 4, "start", "×")
              .title(name + ": " + share(tail.unanswered()) + " of the frames never answered"));
    }
  }
}
