package io.hawkvision.loadgen.report;

/** Where a figure lies with 95 % confidence; a bound may be infinite. Pure. */
public record Interval(double low, double high) {
  /** Two-sided, of a normal distribution. */
  static final double Z = 1.959964;

  public Interval {
    if (Double.isNaN(low) || Double.isNaN(high) || low > high) {
      throw new IllegalArgumentException("interval from " + low + " to " + high);
    }
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
