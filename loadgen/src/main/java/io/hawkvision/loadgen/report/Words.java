package io.hawkvision.loadgen.report;

import java.util.Locale;
import java.util.Optional;

/** Figures with their units, as people read them. Pure. */
public final class Words {
  private static final String NONE = "–";

  private Words() {}

  public static String millis(double millis) {
    if (Double.isNaN(millis)) {
      return NONE;
    }
    return Double.isInfinite(millis) ? "never" : digits(millis) + " ms";
  }

  /** Both bounds with one unit. */
  public static String millis(Interval interval) {
    if (Double.isInfinite(interval.low())) {
      return "never";
    }
    String high = Double.isInfinite(interval.high()) ? "never" : digits(interval.high());
    return digits(interval.low()) + " to " + high + " ms";
  }

  public static String percent(double share) {
    return Double.isNaN(share) ? NONE : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** Accuracies are told to a hundredth of a point: their differences are about tenths. */
  public static String accuracy(double share) {
    return Double.isNaN(share) ? NONE : String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  public static String accuracy(Interval interval) {
    return String.format(
        Locale.ROOT, "%.2f to %.2f %%", 100 * interval.low(), 100 * interval.high());
  }

  public static String points(double points) {
    return String.format(Locale.ROOT, "%+.2f points", points);
  }

  public static String points(Interval interval) {
    return String.format(Locale.ROOT, "%+.2f to %+.2f", interval.low(), interval.high());
  }

  /** A difference and where it lies. */
  static String points(Pairing pairing) {
    if (!Double.isFinite(pairing.differencePoints())) {
      return NONE;
    }
    return points(pairing.differencePoints())
        + pairing.differenceInterval().map(range -> " (" + points(range) + ")").orElse("");
  }

  public static String bytes(double bytes) {
    if (!Double.isFinite(bytes)) {
      return NONE;
    }
    if (bytes < 1000) {
      return digits(bytes) + " B";
    }
    if (bytes < 1e6) {
      return digits(bytes / 1e3) + " kB";
    }
    return bytes < 1e9 ? digits(bytes / 1e6) + " MB" : digits(bytes / 1e9) + " GB";
  }

  public static String millijoules(double joules) {
    return Double.isFinite(joules) ? digits(1000 * joules) + " mJ" : NONE;
  }

  public static String ratio(double ratio) {
    return digits(ratio) + "x";
  }

  public static String ratio(Interval interval) {
    String high = Double.isInfinite(interval.high()) ? "never" : digits(interval.high());
    return digits(interval.low()) + " to " + high;
  }

  static String ratio(double ratio, Optional<Interval> interval) {
    return ratio(ratio) + interval.map(range -> " (" + ratio(range) + ")").orElse("");
  }

  /** As on an axis: no digit that says nothing. */
  public static String plain(double value) {
    String digits = String.format(Locale.ROOT, "%,.4f", value);
    return digits.replaceAll("\\.?0+$", "");
  }

  /** Three digits, no exponent. */
  public static String digits(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    String format = size >= 100 || size == 0 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return size > 0 && size < 0.01
        ? String.format(Locale.ROOT, "%.4f", value)
        : String.format(Locale.ROOT, format, value);
  }
}
