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

  /** Reads what {@link #queryParameter} writes, such as {@code accuracy=0.9}. */
  public static AskedTarget parse(String parameter) {
    int equals = parameter.indexOf('=');
    for (Kind kind : Kind.values()) {
      if (equals > 0 && parameter.substring(0, equals).equals(kind.parameter)) {
        return new AskedTarget(kind, number(parameter, parameter.substring(equals + 1)));
      }
    }
    throw new IllegalArgumentException(
        "'" + parameter + "' is no target such as accuracy=0.9 or accuracy_loss=0.01");
  }

  private static double number(String parameter, String digits) {
    if (!digits.matches("[0-9]{1,3}(\\.[0-9]{1,20})?")) {
      throw new IllegalArgumentException("'" + parameter + "' has no decimal number");
    }
    return Double.parseDouble(digits);
  }

  /** Without an exponent, which the protocol does not promise to read. */
  public String queryParameter() {
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
