package io.hawkvision.loadgen.run;

import io.hawkvision.loadgen.plan.BenchPlan;
import io.hawkvision.loadgen.plan.Block;
import io.hawkvision.loadgen.plan.SystemName;
import io.hawkvision.loadgen.result.CellKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** A plan's cells in the order in which they are measured: systems in turns, seed by seed. Pure. */
final class Expansion {
  private final BenchPlan plan;
  private final ToDoubleFunction<String> meanLinkBitsPerSecond;
  private final ToDoubleFunction<String> meanFrameBytes;

  /**
   * What cells follow from.
   *
   * @param meanLinkBitsPerSecond by link
   * @param meanFrameBytes by family
   */
  Expansion(
      BenchPlan plan,
      ToDoubleFunction<String> meanLinkBitsPerSecond,
      ToDoubleFunction<String> meanFrameBytes) {
    this.plan = plan;
    this.meanLinkBitsPerSecond = meanLinkBitsPerSecond;
    this.meanFrameBytes = meanFrameBytes;
  }

  List<PlannedCell> cells() {
    List<PlannedCell> cells = new ArrayList<>();
    for (Block block : plan.blocks()) {
      for (int factor : block.edgeFactors()) {
        for (String link : block.links()) {
          for (Optional<String> control : controls(block)) {
            for (OptionalDouble rate : block.ratesOrDerived()) {
              add(cells, block, new Setting(factor, link, control, rate));
            }
          }
        }
      }
    }
    return cells;
  }

  /** What a group of cells has in common beside its block. */
  private record Setting(
      int edgeFactor, String link, Optional<String> control, OptionalDouble rate) {
    /** Tells cells of one link apart. */
    String load() {
      List<String> words = new ArrayList<>();
      control.ifPresent(words::add);
      if (rate.isPresent()) {
        words.add(String.format(Locale.ROOT, "%.0f per s", rate.getAsDouble()));
      }
      return String.join(", ", words);
    }
  }

  private static List<Optional<String>> controls(Block block) {
    return block.congestionControls().isEmpty()
        ? List.of(Optional.empty())
        : block.congestionControls().stream().map(Optional::of).toList();
  }

  private void add(List<PlannedCell> cells, Block block, Setting setting) {
    double rate =
        setting
            .rate()
            .orElseGet(
                () ->
                    plan.derivedRate(
                        meanLinkBitsPerSecond.applyAsDouble(setting.link()),
                        meanFrameBytes.applyAsDouble(block.family())));
    List<SystemName> systems = new ArrayList<>(block.seeds().keySet());
    int most =
        systems.stream().mapToInt(s -> block.seeds(s, rate * plan.seconds())).max().orElse(0);
    for (int seed = 1; seed <= most; seed++) {
      for (SystemName system : systems) {
        if (seed <= block.seeds(system, rate * plan.seconds())) {
          CellKey key =
              new CellKey(
                  system.word(),
                  block.family(),
                  setting.link(),
                  setting.edgeFactor(),
                  setting.load(),
                  seed);
          cells.add(new PlannedCell(key, system, block.accuracy(), rate, setting.control()));
        }
      }
      Collections.rotate(systems, 1); // no system is always the first after another
    }
  }
}
