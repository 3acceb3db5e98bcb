package io.hawkvision.loadgen.report.page;

import io.hawkvision.loadgen.report.GroupSummary;
import io.hawkvision.loadgen.report.Interval;
import io.hawkvision.loadgen.report.SystemReport;
import io.hawkvision.loadgen.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Each system's accuracy with its interval, and the target it was asked for. Pure. */
final class AccuracyChart {
  private static final double ROW = 30;
  private static final double LEFT = 112;
  private static final double RIGHT = 470;
  private static final double TOP = 6;
  private static final double PERCENT = 100;

  private AccuracyChart() {}

  static Element draw(List<SystemReport> systems, Ink ink) {
    double bottom = TOP + ROW * systems.size();
    Scale scale = scale(systems);
    Element picture =
        Canvas.picture(bottom + 42, "Accuracy of each system with its 95 % interval and target");
    for (double at : scale.ticks()) {
      double x = scale.pixel(at);
      picture.add(Canvas.line(x, TOP, x, bottom, "grid"));
      picture.add(Canvas.words(x, bottom + 16, "middle", plain(at)).style("tick"));
    }
    picture.add(
        Canvas.words((LEFT + RIGHT) / 2, bottom + 34, "middle", "right answers (%)").style("axis"));
    for (int i = 0; i < systems.size(); i++) {
      draw(picture, systems.get(i), TOP + ROW * (i + 0.5), scale, ink);
    }
    return picture;
  }

  /**
   * Differences of a point must be seen: the axis does not begin at 0, and says so by its ticks.
   */
  private static Scale scale(List<SystemReport> systems) {
    List<Double> all = new ArrayList<>();
    for (SystemReport system : systems) {
      GroupSummary.Accuracy accuracy = system.summary().accuracy();
      DoubleStream.of(
              accuracy.share(),
              accuracy.interval().map(Interval::low).orElse(Double.NaN),
              accuracy.interval().map(Interval::high).orElse(Double.NaN),
              accuracy.target().orElse(Double.NaN))
          .filter(Double::isFinite)
          .forEach(all::add);
    }
    double low = PERCENT * all.stream().mapToDouble(x -> x).min().orElse(0);
    double high = PERCENT * all.stream().mapToDouble(x -> x).max().orElse(1);
    double room = Math.max(0.5, 0.08 * (high - low));
    return new Scale(Math.max(0, low - room), Math.min(100.01, high + room), LEFT, RIGHT, false);
  }

  private static void draw(
      Element picture, SystemReport system, double middle, Scale scale, Ink ink) {
    GroupSummary.Accuracy accuracy = system.summary().accuracy();
    picture.add(Canvas.words(LEFT - 8, middle + 4, "end", system.system()));
    if (Double.isNaN(accuracy.share())) {
      picture.add(Canvas.words(LEFT + 8, middle + 4, "start", "no valid cell").style("value"));
      return;
    }
    String line = "whisker " + ink.line(system.system());
    accuracy
        .interval()
        .ifPresent(
            range ->
                picture.add(
                    Canvas.line(
                        scale.pixel(PERCENT * range.low()),
                        middle,
                        scale.pixel(PERCENT * range.high()),
                        middle,
                        line)));
    String words =
        Words.accuracy(accuracy.share())
            + accuracy.isTargetMet().map(met -> met ? ", met" : ", missed").orElse("");
    String interval =
        accuracy.interval().map(range -> ", 95 % interval " + Words.accuracy(range)).orElse("");
    picture.add(
        Canvas.dot(scale.pixel(PERCENT * accuracy.share()), middle, 5, ink.fill(system.system()))
            .title(system.system() + ": " + Words.accuracy(accuracy.share()) + interval));
    accuracy
        .target()
        .ifPresent(
            target -> {
              double x = scale.pixel(PERCENT * target);
              picture.add(
                  Canvas.line(x, middle - 11, x, middle + 11, "target")
                      .title("target of " + system.system() + ": " + Words.accuracy(target)));
            });
    picture.add(Canvas.words(RIGHT + 10, middle + 4, "start", words).style("value"));
  }

  private static String plain(double percent) {
    return percent == Math.rint(percent)
        ? String.format(Locale.ROOT, "%.0f", percent)
        : String.format(Locale.ROOT, "%.1f", percent);
  }
}
