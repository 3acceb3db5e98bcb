package io.hawkvision.loadgen.promise;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.loadgen.measure.ReportJson;
import io.hawkvision.loadgen.measure.ReportTable;
import io.hawkvision.loadgen.measure.TargetResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All targets of all families in one table, and the sentence that sums them up. Pure. */
final class PromiseReport {
  /** Of the targets, so many must be met by the point estimate: 17 of 20. */
  private static final double MET_SHARE = 0.85;

  private static final double ROUNDING = 1e-9;

  private static final List<String> HEADER =
      List.of(
          "family",
          "target",
          "guarantee",
          "realised",
          "frames",
          "escalated",
          "degraded",
          "errors",
          "met",
          "within 2 se");

  private final List<PromiseRow> rows;

  PromiseReport(List<PromiseRow> rows) {
    this.rows = List.copyOf(rows);
  }

  /** Refused targets are in the table, but promised nothing: they are not counted. */
  long targets() {
    return rows.stream().filter(row -> !row.isRefused()).count();
  }

  long met() {
    return rows.stream().filter(PromiseRow::isMet).count();
  }

  long withinTwoErrors() {
    return rows.stream().filter(PromiseRow::isWithinTwoErrors).count();
  }

  boolean isKept() {
    return targets() > 0
        && withinTwoErrors() == targets()
        && met() >= MET_SHARE * targets() - ROUNDING;
  }

  String words() {
    List<List<String>> cells = new ArrayList<>();
    cells.add(HEADER);
    rows.forEach(row -> cells.add(cells(row)));
    StringBuilder text = new StringBuilder(ReportTable.align(cells));
    for (PromiseRow row : rows) {
      row.result().ifPresent(result -> causes(text, row, result));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "point estimate met %d of %d; within 2 standard errors %d of %d%s%n",
            met(),
            targets(),
            withinTwoErrors(),
            targets(),
            refused() == 0 ? "" : "; refused as unattainable: " + refused()));
    return text.toString();
  }

  private long refused() {
    return rows.size() - targets();
  }

  private static List<String> cells(PromiseRow row) {
    String target = row.target().toString();
    if (row.result().isEmpty()) {
      return List.of(row.family(), target, "refused (422)", "-", "0", "-", "-", "-", "-", "-");
    }
    TargetResult result = row.result().get();
    return List.of(
        row.family(),
        target,
        guarantee(row),
        String.format(Locale.ROOT, "%.4f ± %.4f", result.realised(), result.standardError()),
        Long.toString(result.counts().frames()),
        percent(result.escalated()),
        percent(result.degraded()),
        Long.toString(result.counts().errors()),
        row.isMet() ? "yes" : "no",
        row.isWithinTwoErrors() ? "yes" : "NO");
  }

  /** The word alone where all answers agree. */
  private static String guarantee(PromiseRow row) {
    long all = row.guarantees().values().stream().mapToLong(Long::longValue).sum();
    return row.guarantees().size() < 2
        ? row.guarantee()
        : row.guarantees().entrySet().stream()
            .map(entry -> entry.getKey() + " " + percent((double) entry.getValue() / all))
            .collect(Collectors.joining(", "));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static void causes(StringBuilder text, PromiseRow row, TargetResult result) {
    String prefix = row.family() + " " + row.target() + ": ";
    causes(text, prefix + "error: ", result.counts().errorCauses());
    causes(text, prefix + "degraded: ", result.counts().degradedReasons());
  }

  private static void causes(StringBuilder text, String prefix, Map<String, Long> counts) {
    new TreeMap<>(counts)
        .forEach(
            (cause, n) -> text.append(prefix).append(cause).append(" x ").append(n).append('\n'));
  }

  ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("targets", targets());
    root.put("met", met());
    root.put("within_two_standard_errors", withinTwoErrors());
    root.put("refused", refused());
    root.put("kept", isKept());
    var list = root.putArray("rows");
    rows.forEach(row -> json(list.addObject(), row));
    return root;
  }

  private static void json(ObjectNode node, PromiseRow row) {
    node.put("family", row.family());
    ReportJson.put(node, "target", row.target().value(), 6);
    node.put("kind", row.target().kind().word());
    node.put("refused", row.isRefused());
    if (row.result().isEmpty()) {
      return;
    }
    TargetResult result = row.result().get();
    node.put("guarantee", row.guarantee());
    ObjectNode guarantees = node.putObject("guarantees");
    row.guarantees().forEach((word, count) -> guarantees.put(word, count));
    ReportJson.put(node, "realised", result.realised(), 6);
    ReportJson.put(node, "standard_error", result.standardError(), 6);
    node.put("frames", result.counts().frames());
    ReportJson.put(node, "escalated", result.escalated(), 6);
    ReportJson.put(node, "degraded", result.degraded(), 6);
    node.put("errors", result.counts().errors());
    node.put("met", row.isMet());
    node.put("within_two_standard_errors", row.isWithinTwoErrors());
  }
}
