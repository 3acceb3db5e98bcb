package io.hawkvision.loadgen.report.page;

import java.util.ArrayList;
import java.util.List;

/**
 * From values to pixels along one axis. Pure.
 *
 * @param low value at the pixel {@code from}
 * @param isLogarithmic needs positive bounds
 */
record Scale(double low, double high, double from, double to, boolean isLogarithmic) {
  private static final int TICKS = 5;

  /** Beyond this ratio a linear axis would hide the small values. */
  private static final double WIDE = 20;

  Scale {
    if (!(low < high) || (isLogarithmic && low <= 0)) {
      throw new IllegalArgumentException("axis from " + low + " to " + high);
    }
  }

  /** From zero to somewhat above the highest value. */
  static Scale fromZero(double highest, double from, double to) {
    return new Scale(0, highest > 0 ? highest : 1, from, to, false);
  }

  /** Around positive values, logarithmic where they are far apart. */
  static Scale around(double lowest, double highest, double from, double to) {
    double least = Math.max(lowest, 1e-3);
    double most = Math.max(highest, least);
    return most / least > WIDE
        ? new Scale(least / 1.1, most * 1.1, from, to, true)
        : new Scale(0, most * 1.05, from, to, false);
  }

  double pixel(double value) {
    double share =
        isLogarithmic
            ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return from + (to - from) * Math.max(0, Math.min(1, share));
  }

  List<Double> ticks() {
    if (!isLogarithmic) {
      return steps();
    }
    if (high / low < 100) {
      return decades(1, 2, 5);
    }
    return high / low < 3000 ? decades(1, 3) : decades(1);
  }

  /** Powers of ten on a logarithmic axis, and these parts of the way to the next. */
  List<Double> decades(int... parts) {
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
      for (int part : parts) {
        double tick = part * Math.pow(10, power);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  private List<Double> steps() {
    double rough = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double part = rough / power;
    double step = power * (part > 5 ? 10 : part > 2 ? 5 : part > 1 ? 2 : 1);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
