package io.hawkvision.loadgen.run;

import static java.util.Objects.requireNonNull;

import io.hawkvision.loadgen.plan.SystemName;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of each system's edge node. Pure. */
final class SystemCommands {
  /** All variants of one family fit many times over. */
  private static final String AMPLE = "1GiB";

  /** The edge variant and the largest one of roadside, and nothing beside. */
  private static final String TIGHT = "21MiB";

  /** Higher than any score: every frame is escalated. */
  private static final double EVERYTHING = 2;

  private final Path home;
  private final Path pki;
  private final String datacenter;
  private final PlannedCell.Stage stage;
  private final Tuned tuned;

  /** What to start, and the word its ready line begins with. */
  record Command(String readyName, List<String> words) {
    Command {
      requireNonNull(readyName, "readyName");
      words = List.copyOf(words);
    }
  }

  SystemCommands(Path home, Path pki, String datacenter, PlannedCell.Stage stage, Tuned tuned) {
    this.home = home;
    this.pki = pki;
    this.datacenter = datacenter;
    this.stage = stage;
    this.tuned = tuned;
  }

  Command of(SystemName system) {
    return switch (system) {
      case OURS -> edge(List.of());
      case EDGE_ONLY -> edge(List.of("bench.system=edge-only"));
      case DC_ONLY -> edge(List.of("bench.system=dc-only"));
      case NAIVE ->
          edge(
              List.of(
                  "bench.system=cascade",
                  "bench.score=max-probability",
                  "bench.picture=network-input",
                  "bench.jpeg-quality=" + tuned.jpegQuality(),
                  thresholds(tuned.naive().threshold())));
      case ORACLE ->
          edge(
              List.of(
                  "bench.system=cascade",
                  "bench.score=margin",
                  thresholds(tuned.oracle().threshold())));
      case INFAAS_AMPLE -> infaas(AMPLE);
      case INFAAS_TIGHT -> infaas(TIGHT);
    };
  }

  private String thresholds(double threshold) {
    double finite = Math.min(EVERYTHING, threshold);
    return "bench.thresholds=" + stage.family() + ":" + BigDecimal.valueOf(finite).toPlainString();
  }

  private Command edge(List<String> settings) {
    List<String> words =
        new ArrayList<>(
            List.of(
                home.resolve("hawk").toString(),
                "edge",
                "--port",
                "0",
                "--family",
                stage.family(),
                "--dc",
                datacenter,
                "--tls",
                pki.toString(),
                "--set",
                "bench.edge-slowdown=" + stage.edgeFactor()));
    for (String setting : settings) {
      words.add("--set");
      words.add(setting);
    }
    return new Command("edge", words);
  }

  private Command infaas(String budget) {
    return new Command(
        "infaas",
        List.of(
            home.resolve("hawk").toString(),
            "bench",
            "infaas-node",
            "--port",
            "0",
            "--family",
            stage.family(),
            "--memory-budget",
            budget,
            "--edge-slowdown",
            Integer.toString(stage.edgeFactor())));
  }
}
