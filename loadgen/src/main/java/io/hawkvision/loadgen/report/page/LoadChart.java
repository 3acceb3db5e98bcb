package io.hawkvision.loadgen.report.page;

import io.hawkvision.loadgen.report.RunReport;
import io.hawkvision.loadgen.report.Setting;
import io.hawkvision.loadgen.report.SettingReport;
import io.hawkvision.loadgen.report.SystemReport;
import io.hawkvision.loadgen.report.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a run has settings that differ in nothing but their load: what each system got through, and
 * how late, until it breaks. Pure.
 */
final class LoadChart {
  /** One system at one load. */
  private record Point(double offered, double through, double p99Millis) {}

  private LoadChart() {}

  /** A figure for each family, link and edge factor with several loads; often none. */
  static List<Element> of(RunReport report, Ink ink) {
    Map<Setting, Map<String, List<Point>>> curves = new LinkedHashMap<>();
    for (SettingReport setting : report.settings()) {
      Setting own = setting.setting();
      Setting whole = new Setting(own.family(), own.link(), own.edgeFactor(), "");
      Map<String, List<Point>> systems =
          curves.computeIfAbsent(whole, any -> new LinkedHashMap<>());
      for (SystemReport system : setting.systems()) {
        point(system, systems);
      }
    }
    List<Element> figures = new ArrayList<>();
    curves.forEach(
        (setting, systems) -> {
          if (systems.values().stream().anyMatch(points -> points.size() > 1)) {
            figures.add(figure(setting, systems, ink));
          }
        });
    return figures;
  }

  private static void point(SystemReport system, Map<String, List<Point>> systems) {
    double offered = system.words().map(words -> words.framesPerSecond()).orElse(0.0);
    double p99 = system.summary().latency().p99();
    long frames = system.summary().frames();
    if (offered > 0 && frames > 0) {
      double share = (double) system.summary().answered() / frames;
      double through = offered * share * (1 - system.summary().shares().degraded());
      systems
          .computeIfAbsent(system.system(), any -> new ArrayList<>())
          .add(new Point(offered, through, p99));
    }
  }

  private static Element figure(Setting setting, Map<String, List<Point>> systems, Ink ink) {
    return Element.of("figure")
        .add(Element.of("h3", "Throughput against P99: " + setting))
        .add(ink.legend(List.copyOf(systems.keySet())))
        .add(draw(systems, ink))
        .add(
            Element.of(
                "figcaption",
                "Each dot is one offered load (rest the pointer on it): frames answered and not"
                    + " degraded in a second, and the p99 of all frames posted. A system breaks"
                    + " where its line turns upwards or back."));
  }

  private static Element draw(Map<String, List<Point>> systems, Ink ink) {
    List<Point> all =
        systems.values().stream()
            .flatMap(List::stream)
            .filter(point -> Double.isFinite(point.p99Millis()))
            .toList();
    double most = all.stream().mapToDouble(Point::through).max().orElse(1);
    double low = all.stream().mapToDouble(Point::p99Millis).min().orElse(1);
    double high = all.stream().mapToDouble(Point::p99Millis).max().orElse(10);
    Scale x = Scale.fromZero(1.05 * most, CurveFrame.LEFT, CurveFrame.RIGHT);
    Scale y = Scale.around(low, high, CurveFrame.BOTTOM, CurveFrame.TOP);
    Element picture =
        CurveFrame.draw(
            new CurveFrame.Axis(x, x.ticks(), Words::plain, "answered, not degraded (frames/s)"),
            new CurveFrame.Axis(y, y.ticks(), Words::plain, "p99 (ms)"),
            "P99 against throughput, by system");
    systems.forEach((name, points) -> draw(picture, name, points, x, y, ink));
    return picture;
  }

  private static void draw(
      Element picture, String name, List<Point> points, Scale x, Scale y, Ink ink) {
    StringBuilder path = new StringBuilder();
    List<Point> ascending =
        points.stream()
            .filter(point -> Double.isFinite(point.p99Millis()))
            .sorted(Comparator.comparingDouble(Point::offered))
            .toList();
    for (Point point : ascending) {
      double across = x.pixel(point.through());
      double up = y.pixel(point.p99Millis());
      path.append(path.isEmpty() ? "M" : "L").append(Element.number(across)).append(' ');
      path.append(Element.number(up));
      picture.add(
          Canvas.dot(across, up, 3.5, ink.fill(name))
              .title(
                  name
                      + ": offered "
                      + Words.digits(point.offered())
                      + " frames/s, through "
                      + Words.digits(point.through())
                      + ", p99 "
                      + Words.millis(point.p99Millis())));
    }
    if (!path.isEmpty()) {
      picture.add(
          Element.of("path")
              .attribute("d", path.toString())
              .style("curve " + ink.line(name))
              .attribute("stroke-dasharray", ink.dashes(name))
              .title(name));
    }
  }
}
