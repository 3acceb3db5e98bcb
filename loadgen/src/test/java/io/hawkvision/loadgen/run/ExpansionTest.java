package io.hawkvision.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.loadgen.plan.BenchPlan;
import io.hawkvision.loadgen.plan.PlanReader;
import io.hawkvision.loadgen.plan.SystemName;
import io.hawkvision.loadgen.result.CellKey;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ExpansionTest {
  private static final Map<String, Double> LINKS =
      Map.of("lan", 1e9, "wifi", 30.8e6, "lte", 11.8e6, "lte-poor", 3.9e6, "satellite", 12e6);

  private static List<PlannedCell> cells(String plan) throws IOException, InvalidInputException {
    BenchPlan read = PlanReader.read(plan);
    return new Expansion(read, LINKS::get, family -> 14_500).cells();
  }

  @Test
  void everyCell_isPlannedOnce() throws IOException, InvalidInputException {
    for (String plan : PlanReader.BUILT_IN) {
      List<CellKey> keys = cells(plan).stream().map(PlannedCell::key).toList();
      assertThat(new HashSet<>(keys)).as(plan).hasSameSizeAs(keys);
    }
  }

  @Test
  void naiveAndOurs_haveTheSameSeedsSideBySide() throws IOException, InvalidInputException {
    List<PlannedCell> cells = cells("p99");
    for (PlannedCell cell : cells) {
      if (cell.system() == SystemName.NAIVE) {
        CellKey key = cell.key();
        CellKey ours =
            new CellKey("ours", key.family(), key.link(), key.edgeFactor(), key.load(), key.seed());
        assertThat(cells).anyMatch(other -> other.key().equals(ours));
      }
    }
    Map<String, Long> frames =
        cells.stream()
            .filter(cell -> cell.system() == SystemName.OURS)
            .collect(
                Collectors.groupingBy(
                    cell -> cell.key().group().toString(),
                    Collectors.summingLong(cell -> Math.round(20 * cell.framesPerSecond()))));
    assertThat(frames).hasSize(5);
    assertThat(frames.values()).allMatch(count -> count >= 10_000);
  }

  @Test
  void systems_takeTurnsInBeingFirst() throws IOException, InvalidInputException {
    List<PlannedCell> first = cells("p99").stream().filter(c -> c.key().seed() <= 3).toList();
    assertThat(first.get(0).key().seed()).isEqualTo(1);
    assertThat(first.get(0).system()).isNotEqualTo(first.get(6).system());
    assertThat(first.get(6).key().seed()).isEqualTo(2);
  }

  @Test
  void ratesAndCongestionControls_areDifferentCells() throws IOException, InvalidInputException {
    assertThat(cells("saturation").stream().map(c -> c.key().load()))
        .contains("50 per s", "800 per s");
    assertThat(cells("lossy").stream().filter(c -> c.key().load().equals("cubic")))
        .allMatch(c -> c.congestionControl().orElseThrow().equals("cubic"))
        .isNotEmpty();
  }
}
