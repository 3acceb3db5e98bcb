package io.hawkvision.zoo.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.zoo.certify.BootstrapWorld;
import io.hawkvision.zoo.certify.BootstrapWorld.Verdict;
import io.hawkvision.zoo.certify.Certifier;
import io.hawkvision.zoo.certify.Menu;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the bootstrap world over all targets and menus and prints what came of it. */
final class BootstrapReport {
  private static final double PERCENT = 100;
  private static final double STEPS = 1e4;

  private final Certifier certifier;
  private final int resamples;
  private final boolean json;

  BootstrapReport(Certifier certifier, int resamples, boolean json) {
    this.certifier = certifier;
    this.resamples = resamples;
    this.json = json;
  }

  /** A verdict and the menu it is about. */
  private record Row(Menu menu, Verdict verdict) {}

  void print(PrintWriter out) {
    BootstrapWorld world = new BootstrapWorld(certifier, resamples);
    int threads = Runtime.getRuntime().availableProcessors();
    List<Row> rows = new ArrayList<>();
    for (Menu menu : certifier.menus()) {
      world.targets().forEach(target -> rows.add(new Row(menu, world.run(target, menu, threads))));
    }
    if (json) {
      out.println(document(rows));
    } else {
      table(rows, out);
    }
  }

  private void table(List<Row> rows, PrintWriter out) {
    out.printf(
        "%d resamples of %d segments, about %d independent frames each, delta %.3g a menu%n",
        resamples,
        certifier.segmentCount(),
        rows.get(0).verdict().independentFrames(),
        certifier.menuDelta());
    out.println(
        "menu         target            violated  (1 route)  naive   below all  escalated  oracle"
            + "  ratio  cost/1 route (oracle)");
    for (Row row : rows) {
      Verdict v = row.verdict();
      out.printf(
          Locale.ROOT,
          "%-12s %-9s %.4f %8.1f %% %8.1f %% %6.1f %% %8.1f %% %8.1f %% %6.1f %% %6.3f %10.3f"
              + " %8.3f%n",
          row.menu().name(),
          v.target().kind(),
          v.target().onGrid(),
          PERCENT * v.violations(),
          PERCENT * v.singleViolations(),
          PERCENT * v.naiveViolations(),
          PERCENT * v.certifiedShare(),
          PERCENT * v.escalation(),
          PERCENT * v.oracleEscalation(),
          v.escalationOverOracle(),
          v.cost() / v.singleCost(),
          v.oracleCost() / v.oracleSingleCost());
    }
  }

  private ObjectNode document(List<Row> rows) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("family", certifier.name()).put("resamples", resamples);
    root.put("segments", certifier.segmentCount());
    root.put("independent_frames", rows.get(0).verdict().independentFrames());
    root.put("delta", Certifier.DELTA).put("menu_delta", certifier.menuDelta());
    Map<String, List<Verdict>> kinds = new LinkedHashMap<>();
    rows.stream()
        .filter(row -> row.menu().name().equals(Menu.ORIGINAL))
        .forEach(
            row ->
                kinds
                    .computeIfAbsent(row.verdict().target().kind(), fresh -> new ArrayList<>())
                    .add(row.verdict()));
    ArrayNode byKind = root.putArray("kinds");
    kinds.forEach((kind, verdicts) -> byKind.add(summary(kind, verdicts)));
    ArrayNode all = root.putArray("targets");
    rows.forEach(row -> all.add(of(row)));
    return root;
  }

  /** The worst violations, the worst naive ones that a kind's two targets have, means else. */
  private static ObjectNode summary(String kind, List<Verdict> verdicts) {
    ObjectNode node = new ObjectMapper().createObjectNode().put("kind", kind);
    node.put(
        "violations",
        rounded(
            verdicts.stream()
                .mapToDouble(v -> Math.max(v.violations(), v.singleViolations()))
                .max()
                .orElse(0)));
    node.put(
        "naive_violations",
        rounded(verdicts.stream().mapToDouble(Verdict::naiveViolations).max().orElse(0)));
    node.put(
        "certified_share",
        rounded(verdicts.stream().mapToDouble(Verdict::certifiedShare).average().orElse(0)));
    node.put(
        "escalation_over_oracle",
        rounded(verdicts.stream().mapToDouble(Verdict::escalationOverOracle).average().orElse(0)));
    return node;
  }

  private static ObjectNode of(Row row) {
    Verdict v = row.verdict();
    return new ObjectMapper()
        .createObjectNode()
        .put("menu", row.menu().name())
        .put("kind", v.target().kind())
        .put("target", v.target().onGrid())
        .put("violations", rounded(v.violations()))
        .put("one_route_violations", rounded(v.singleViolations()))
        .put("naive_violations", rounded(v.naiveViolations()))
        .put("certified_share", rounded(v.certifiedShare()))
        .put("escalated", rounded(v.escalation()))
        .put("oracle_escalated", rounded(v.oracleEscalation()))
        .put("escalation_over_oracle", rounded(v.escalationOverOracle()))
        .put("cost_over_one_route", rounded(v.cost() / v.singleCost()))
        .put("oracle_cost_over_one_route", rounded(v.oracleCost() / v.oracleSingleCost()));
  }

  private static double rounded(double value) {
    return Math.round(value * STEPS) / STEPS;
  }
}
