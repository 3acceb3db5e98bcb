package io.hawkvision.loadgen.report.page;

import io.hawkvision.loadgen.report.SettingReport;
import io.hawkvision.loadgen.report.SystemReport;
import io.hawkvision.loadgen.report.Timeline;
import io.hawkvision.loadgen.report.Words;
import io.hawkvision.loadgen.result.LinkEvent;
import java.util.List;
import java.util.Optional;

/** The p99 of each second of one seed, with what the link did meanwhile. Pure. */
final class TimeChart {
  private TimeChart() {}

  static Element draw(SettingReport setting, Ink ink) {
    List<Timeline.Second> all =
        setting.systems().stream()
            .flatMap(system -> system.timeline().stream())
            .flatMap(timeline -> timeline.seconds().stream())
            .toList();
    double last = all.stream().mapToLong(Timeline.Second::second).max().orElse(1) + 1.0;
    double[] finite =
        all.stream()
            .mapToDouble(Timeline.Second::p99Millis)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    Scale x = new Scale(0, last, CurveFrame.LEFT, CurveFrame.RIGHT, false);
    Scale y =
        finite.length == 0
            ? Scale.fromZero(1, CurveFrame.BOTTOM, CurveFrame.TOP)
            : Scale.around(
                finite[0], finite[finite.length - 1], CurveFrame.BOTTOM, CurveFrame.TOP + 14);
    Element picture =
        CurveFrame.draw(
            new CurveFrame.Axis(x, x.ticks(), Words::plain, "time since the cell began (s)"),
            new CurveFrame.Axis(y, y.ticks(), Words::plain, "p99 of that second (ms)"),
            "p99 of each second, by system");
    setting.events().forEach(event -> band(picture, event, x));
    for (SystemReport system : setting.systems()) {
      system.timeline().ifPresent(timeline -> draw(picture, system.system(), timeline, x, y, ink));
    }
    return picture;
  }

  private static void band(Element picture, LinkEvent event, Scale x) {
    double from = x.pixel(event.fromSeconds());
    double width = Math.max(1.5, x.pixel(event.toSeconds()) - from);
    String words =
        event.words()
            + ", "
            + Words.digits(event.fromSeconds())
            + " to "
            + Words.digits(event.toSeconds())
            + " s";
    picture.add(
        Canvas.box(from, CurveFrame.TOP, width, CurveFrame.BOTTOM - CurveFrame.TOP, "event")
            .title(words));
    if (width > 7.0 * event.words().length()) {
      picture.add(
          Canvas.words(from + width / 2, CurveFrame.TOP + 26, "middle", event.words())
              .style("tick"));
    }
  }

  /** The line breaks where a second's p99 is infinite; a triangle at the top stands for it. */
  private static void draw(
      Element picture, String name, Timeline timeline, Scale x, Scale y, Ink ink) {
    StringBuilder path = new StringBuilder();
    Optional<Timeline.Second> before = Optional.empty();
    for (Timeline.Second second : timeline.seconds()) {
      double at = x.pixel(second.second() + 0.5);
      if (Double.isInfinite(second.p99Millis())) {
        picture.add(never(at, ink.fill(name), name, second));
        before = Optional.empty();
        continue;
      }
      boolean isNext = before.filter(one -> one.second() + 1 == second.second()).isPresent();
      path.append(isNext ? "L" : "M").append(Element.number(at)).append(' ');
      path.append(Element.number(y.pixel(second.p99Millis())));
      before = Optional.of(second);
    }
    picture.add(
        Element.of("path")
            .attribute("d", path.isEmpty() ? "M0 0" : path.toString())
            .style("curve thin " + ink.line(name))
            .attribute("stroke-dasharray", ink.dashes(name))
            .title(name));
  }

  private static Element never(double at, String fill, String name, Timeline.Second second) {
    String corners =
        String.join(
            " ",
            Element.number(at - 4) + "," + Element.number(CurveFrame.TOP + 8),
            Element.number(at + 4) + "," + Element.number(CurveFrame.TOP + 8),
            Element.number(at) + "," + Element.number(CurveFrame.TOP));
    return Element.of("polygon")
        .attribute("points", corners)
        .style(fill)
        .title(name + ": p99 of second " + second.second() + " never answered");
  }
}
