package io.hawkvision.zoo.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of a table's origin that says how many bytes a frame takes at a level. */
public final class UplinkLine {
  private static final Pattern SPELLING =
      Pattern.compile("uplink ([a-z0-9-]{1,63}) ([0-9]{1,9}\\.[0-9]) bytes");

  private UplinkLine() {}

  /** The line of this level: {@code uplink features-b4 1099.7 bytes}. */
  public static String of(String level, double meanBytes) {
    return String.format(Locale.ROOT, "uplink %s %.1f bytes", level, meanBytes);
  }

  public static boolean isOne(String line) {
    return SPELLING.matcher(line).matches();
  }

  static Map<String, Double> read(List<String> lines) {
    Map<String, Double> bytes = new TreeMap<>();
    for (String line : lines) {
      Matcher parts = SPELLING.matcher(line);
      if (parts.matches()) {
        bytes.put(parts.group(1), Double.parseDouble(parts.group(2)));
      }
    }
    return Map.copyOf(bytes);
  }
}
