package io.hawkvision.loadgen.post;

import java.math.BigDecimal;
import java.util.Locale;

/** What a frame asks for, as the public protocol words it. */
public record AskedTarget(Kind kind, double value) {
  /** The three kinds of target, with their query parameter. */
  public enum Kind {
    ABSOLUTE("accuracy", "above 0 and below 1"),
    RELATIVE("accuracy_loss", "at least 0 and below 1"),
    AGREEMENT("agreement", "above 0 and at most 1");

    private final String parameter;
    private final String range;

    Kind(String parameter, String range) {
      this.parameter = parameter;
      this.range = range;
    }

    /** As answers and reports name it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AskedTarget {
    boolean fits =
        switch (kind) {
          case ABSOLUTE -> value > 0 && value < 1;
          case RELATIVE -> value >= 0 && value < 1;
          case AGREEMENT -> value > 0 && value <= 1;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          kind.parameter + " out of range: " + value + "; it must be " + kind.range);
    }
  }

  public static AskedTarget accuracy(double value) {
    return new AskedTarget(Kind.ABSOLUTE, value);
  }

  /** Without an exponent, which the protocol does not promise to read. */
  String queryParameter() {
    return kind.parameter + "=" + BigDecimal.valueOf(value).toPlainString();
  }

  @Override
  public String toString() {
    String number = trimmed(value);
    return switch (kind) {
      case ABSOLUTE -> number;
      case RELATIVE -> "loss " + number;
      case AGREEMENT -> "agree " + number;
    };
  }

  private static String trimmed(double value) {
    String number = String.format(Locale.ROOT, "%.4f", value);
    return number.replaceFirst("(\\.\\d\\d)0+$", "$1").replaceFirst("(\\.\\d\\d\\d)0$", "$1");
  }
}
