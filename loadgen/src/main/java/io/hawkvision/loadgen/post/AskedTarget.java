package io.hawkvision.loadgen.post;

import java.util.Locale;

/** What a frame asks for, as the public protocol words it. */
public record AskedTarget(Kind kind, double value) {
  /** The three kinds of target, with their query parameter. */
  public enum Kind {
    ABSOLUTE("accuracy"),
    RELATIVE("accuracy_loss"),
    AGREEMENT("agreement");

    private final String parameter;

    Kind(String parameter) {
      this.parameter = parameter;
    }

    /** As answers and reports name it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AskedTarget {
    boolean fits = kind == Kind.RELATIVE ? value >= 0 && value < 1 : value > 0 && value <= 1;
    if (!fits) {
      throw new IllegalArgumentException(kind.parameter + " out of range: " + value);
    }
  }

  public static AskedTarget accuracy(double value) {
    return new AskedTarget(Kind.ABSOLUTE, value);
  }

  String queryParameter() {
    return kind.parameter + "=" + value;
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
