package io.hawkvision.zoo.family;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values as they stand in a manifest: one spelling for each. */
final class YamlValue {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9./-]*( [A-Za-z0-9./-]+)*");
  private static final Pattern YAML_WORD =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|inf|nan");

  private YamlValue() {}

  static String quoted(String value) {
    if (PLAIN.matcher(value).matches() && !YAML_WORD.matcher(value).matches()) {
      return value;
    }
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  static String number(double number) {
    return plain(BigDecimal.valueOf(number));
  }

  static String numbers(List<Float> numbers) {
    return numbers.stream()
        .map(n -> plain(new BigDecimal(Float.toString(n))))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Not a number becomes {@code null}. */
  static String shares(List<Double> shares) {
    return shares.stream()
        .map(share -> share.isNaN() ? "null" : number(share))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
