package io.hawkvision.loadgen.report.page;

import io.hawkvision.loadgen.report.Interval;
import io.hawkvision.loadgen.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A horizontal bar a system, maybe of several parts, maybe with its interval. One thread. */
final class BarChart {
  private static final double ROW = 30;
  private static final double LEFT = 112;
  private static final double RIGHT = 470;
  private static final double TOP = 6;

  /** A piece of a bar. */
  record Part(String name, double value, String style) {}

  /**
   * One bar.
   *
   * @param words beside it
   */
  record Bar(String label, List<Part> parts, Optional<Interval> interval, String words) {
    Bar {
      parts = List.copyOf(parts);
    }

    double length() {
      return parts.stream().mapToDouble(Part::value).sum();
    }

    private double end() {
      double high = interval.map(Interval::high).filter(Double::isFinite).orElse(0.0);
      return Double.isFinite(length()) ? Math.max(length(), high) : high;
    }
  }

  private final String unit;
  private final List<Bar> bars = new ArrayList<>();

  /**
   * An empty chart.
   *
   * @param unit of the axis
   */
  BarChart(String unit) {
    this.unit = unit;
  }

  void add(Bar bar) {
    bars.add(bar);
  }

  Element draw(String words) {
    double bottom = TOP + ROW * bars.size();
    Scale scale = Scale.fromZero(bars.stream().mapToDouble(Bar::end).max().orElse(1), LEFT, RIGHT);
    Element picture = Canvas.picture(bottom + 42, words);
    for (double at : scale.ticks()) {
      double x = scale.pixel(at);
      picture.add(Canvas.line(x, TOP, x, bottom, "grid"));
      picture.add(Canvas.words(x, bottom + 16, "middle", Words.plain(at)).style("tick"));
    }
    picture.add(Canvas.words((LEFT + RIGHT) / 2, bottom + 34, "middle", unit).style("axis"));
    for (int i = 0; i < bars.size(); i++) {
      draw(picture, bars.get(i), TOP + ROW * i, scale);
    }
    return picture;
  }

  private void draw(Element picture, Bar bar, double top, Scale scale) {
    double middle = top + ROW / 2;
    picture.add(Canvas.words(LEFT - 8, middle + 4, "end", bar.label()));
    double value = 0;
    double end = LEFT;
    for (Part part : bar.parts()) {
      boolean isFinite = Double.isFinite(part.value());
      double x = scale.pixel(value);
      value = isFinite ? value + part.value() : scale.high();
      end = scale.pixel(value);
      picture.add(
          Canvas.box(x, top + 6, end - x, ROW - 12, part.style() + (isFinite ? "" : " endless"))
              .title(title(bar, part)));
    }
    end =
        Math.max(
            end, bar.interval().map(range -> whisker(picture, range, middle, scale)).orElse(end));
    picture.add(Canvas.words(end + 8, middle + 4, "start", bar.words()).style("value"));
  }

  private String title(Bar bar, Part part) {
    String name = part.name().isEmpty() ? bar.label() : bar.label() + ", " + part.name();
    String value =
        Double.isFinite(part.value()) ? Words.digits(part.value()) + " " + unit : "never answered";
    return name
        + ": "
        + value
        + bar.interval()
            .map(
                range ->
                    String.format(
                        Locale.ROOT,
                        ", 95 %% interval %s to %s",
                        Words.digits(range.low()),
                        Double.isFinite(range.high()) ? Words.digits(range.high()) : "never"))
            .orElse("");
  }

  /** Returns where it ends. */
  private static double whisker(Element picture, Interval range, double middle, Scale scale) {
    if (Double.isInfinite(range.low())) {
      return scale.pixel(scale.high());
    }
    double low = scale.pixel(range.low());
    double high = scale.pixel(Math.min(range.high(), scale.high()));
    picture.add(Canvas.line(low, middle, high, middle, "whisker"));
    picture.add(Canvas.line(low, middle - 4, low, middle + 4, "whisker"));
    picture.add(Canvas.line(high, middle - 4, high, middle + 4, "whisker"));
    return high;
  }
}
