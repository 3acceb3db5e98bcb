package io.hawkvision.zoo.policy;

import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;

/**
 * The accuracy a request asks for: one of three kinds. Out-of-range values are refused with an
 * {@link IllegalArgumentException} whose message may be shown to the caller.
 */
public sealed interface Target permits Target.Absolute, Target.Relative, Target.Agreement {
  /** What a request without a target gets: at most one point below the best variant. */
  Target DEFAULT = new Relative(0.01);

  /** {@code absolute}, {@code relative} or {@code agreement}. */
  String kind();

  /** The value as asked for. */
  double value();

  /** The value rounded to the 0.1-point grid, to the safe side: never an easier target. */
  double onGrid();

  /** Expected accuracy at least {@code value}, 0 &lt; value &lt; 1. */
  record Absolute(double value) implements Target {
    public Absolute {
      if (!(value > 0 && value < 1)) {
        throw new IllegalArgumentException("accuracy must lie between 0 and 1, both excluded");
      }
    }

    @Override
    public String kind() {
      return "absolute";
    }

    @Override
    public double onGrid() {
      return Grid.up(value);
    }
  }

  /** Accuracy at most {@code value} below the best variant's, 0 &lt;= value &lt; 1. */
  record Relative(double value) implements Target {
    public Relative {
      if (!(value >= 0 && value < 1)) {
        throw new IllegalArgumentException(
            "accuracy_loss must lie between 0 (included) and 1 (excluded)");
      }
    }

    @Override
    public String kind() {
      return "relative";
    }

    @Override
    public double onGrid() {
      return Grid.down(value);
    }
  }

  /** The best variant's own answer with at least this probability, 0 &lt; value &lt;= 1. */
  record Agreement(double value) implements Target {
    public Agreement {
      if (!(value > 0 && value <= 1)) {
        throw new IllegalArgumentException(
            "agreement must lie between 0 (excluded) and 1 (included)");
      }
    }

    @Override
    public String kind() {
      return "agreement";
    }

    @Override
    public double onGrid() {
      return Grid.up(value);
    }
  }

  static Target absolute(double accuracy) {
    return new Absolute(accuracy);
  }

  static Target relative(double loss) {
    return new Relative(loss);
  }

  static Target agreement(double share) {
    return new Agreement(share);
  }

  /** The target of this kind and value. */
  static Target of(String kind, double value) {
    DoubleFunction<Target> maker = Grid.KINDS.get(kind);
    if (maker == null) {
      throw new IllegalArgumentException("no kind of target: " + kind);
    }
    return maker.apply(value);
  }

  /** The target of this kind from text as a request carries it: plain decimal, nothing else. */
  static Target parse(String kind, String text) {
    if (!Grid.DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException("not a decimal number such as 0.95");
    }
    return of(kind, Double.parseDouble(text));
  }

  /** Rounding to tenths of a point; the slack absorbs what binary fractions add to 0.9 * 1000. */
  final class Grid {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,3}(\\.[0-9]{1,18})?");
    private static final Map<String, DoubleFunction<Target>> KINDS =
        Map.of("absolute", Absolute::new, "relative", Relative::new, "agreement", Agreement::new);
    private static final double STEPS = 1000;
    private static final double SLACK = 1e-9;

    private Grid() {}

    static double up(double value) {
      return Math.ceil(value * STEPS - SLACK) / STEPS;
    }

    static double down(double value) {
      return Math.floor(value * STEPS + SLACK) / STEPS;
    }
  }
}
