package io.hawkvision.loadgen.measure;

import io.hawkvision.loadgen.post.AskedTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The results as text for people. Pure. */
public final class ReportTable {
  private static final List<String> HEADER =
      List.of(
          "target",
          "realised",
          "frames",
          "escalated",
          "degraded",
          "p50 ms",
          "p90 ms",
          "p99 ms",
          "p99.9 ms",
          "errors",
          "uplink",
          "posted",
          "rate/s",
          "late p99");

  private ReportTable() {}

  /** Everything, with the causes of errors and degraded answers below. */
  public static String full(List<TargetResult> results) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    for (TargetResult result : results) {
      rows.add(row(result));
    }
    StringBuilder text = new StringBuilder(align(rows));
    for (TargetResult result : results) {
      causes(text, result.target() + ": error: ", result.counts().errorCauses());
      causes(text, result.target() + ": degraded: ", result.counts().degradedReasons());
    }
    if (results.stream().anyMatch(r -> r.target().kind() == AskedTarget.Kind.AGREEMENT)) {
      text.append("realised is accuracy by the labels; agreement itself is not measured here\n");
    }
    return text.toString();
  }

  /** Target, realised accuracy, escalated share, p50 and p99: what the demo shows while running. */
  public static String brief(List<TargetResult> results) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("target", "realised", "frames", "escalated", "degraded", "p50 ms", "p99 ms"));
    for (TargetResult result : results) {
      rows.add(
          List.of(
              result.target().toString(),
              realised(result),
              Long.toString(result.counts().frames()),
              percent(result.escalated()),
              percent(result.degraded()),
              millis(result.latencies().p50Millis()),
              millis(result.latencies().p99Millis())));
    }
    return align(rows);
  }

  private static List<String> row(TargetResult result) {
    TargetResult.Counts counts = result.counts();
    Latencies latencies = result.latencies();
    return List.of(
        result.target().toString(),
        realised(result),
        Long.toString(counts.frames()),
        percent(result.escalated()),
        percent(result.degraded()),
        millis(latencies.p50Millis()),
        millis(latencies.p90Millis()),
        millis(latencies.p99Millis()),
        millis(latencies.p999Millis()),
        Long.toString(counts.errors()),
        bytes(counts.uplinkBytes()),
        bytes(counts.postedBytes()),
        number("%.1f", result.pace().framesPerSecond()),
        millis(result.pace().latenessP99Millis()));
  }

  private static void causes(StringBuilder text, String prefix, Map<String, Long> counts) {
    new TreeMap<>(counts)
        .forEach(
            (cause, count) ->
                text.append(prefix).append(cause).append(" x ").append(count).append('\n'));
  }

  private static String realised(TargetResult result) {
    return Double.isNaN(result.realised())
        ? "-"
        : String.format(Locale.ROOT, "%.4f ± %.4f", result.realised(), result.standardError());
  }

  private static String percent(double share) {
    return number("%.1f %%", 100 * share);
  }

  private static String millis(double millis) {
    return Double.isInfinite(millis) ? "inf" : number(millis < 100 ? "%.2f" : "%.0f", millis);
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private static String bytes(long bytes) {
    if (bytes < 10_000) {
      return bytes + " B";
    }
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  /** Columns under each other, right-aligned; the first row is as long as any. */
  public static String align(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        text.append(" ".repeat(widths[i] - row.get(i).length())).append(row.get(i));
        text.append(i + 1 < columns ? "  " : "\n");
      }
    }
    return text.toString();
  }
}
