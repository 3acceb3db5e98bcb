package io.hawkvision.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.loadgen.result.CellFrame;
import io.hawkvision.loadgen.result.CellKey;
import io.hawkvision.loadgen.result.CellResult;
import io.hawkvision.loadgen.result.SyntheticCells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class GroupSummaryTest {
  private static CellFrame frame(int index, long micros, boolean correct) {
    return new CellFrame(index, index, index, micros, correct, false, false);
  }

  private static GroupSummary summary(CellResult... cells) {
    return GroupSummary.of(cells[0].key().group(), Arrays.asList(cells), cells.length);
  }

  @Test
  void percentiles_knownLatencies_areExact() {
    // 1 to 1000 ms over two cells, shuffled between them
    CellResult odd =
        SyntheticCells.cell("ours", 1).frames(500, i -> frame(i, 1000L * (2 * i + 1), true)).make();
    CellResult even =
        SyntheticCells.cell("ours", 2).frames(500, i -> frame(i, 1000L * (2 * i + 2), true)).make();
    GroupSummary.Percentiles latency = summary(odd, even).latency();
    assertThat(latency.p50()).isEqualTo(500);
    assertThat(latency.p90()).isEqualTo(900);
    assertThat(latency.p95()).isEqualTo(950);
    assertThat(latency.p99()).isEqualTo(990);
  }

  @Test
  void percentiles_unansweredFrames_areInfinitelyLateAndWrong() {
    CellResult cell =
        SyntheticCells.cell("ours", 1)
            .frames(1000, i -> frame(i, i < 11 ? CellFrame.UNANSWERED : 5000, true))
            .make();
    GroupSummary summary = summary(cell);
    assertThat(summary.latency().p95()).isEqualTo(5);
    assertThat(summary.latency().p99()).isInfinite();
    assertThat(summary.accuracy().share()).isEqualTo(0.989);
    assertThat(summary.frames()).isEqualTo(1000);
    assertThat(summary.answered()).isEqualTo(989);
    assertThat(summary.errorCauses()).containsExactly(Map.entry("never answered", 11L));
  }

  @Test
  void p99_exactlyOnePercentUnanswered_isTheLastAnswered() {
    CellResult cell =
        SyntheticCells.cell("ours", 1)
            .frames(1000, i -> frame(i, i < 10 ? CellFrame.UNANSWERED : i, true))
            .make();
    assertThat(summary(cell).latency().p99()).isEqualTo(0.999);
  }

  @Test
  void p999_needsFiftyThousandFrames() {
    SyntheticCells cell = SyntheticCells.cell("ours", 1);
    assertThat(summary(cell.frames(49_999, i -> frame(i, i, true)).make()).latency().p999())
        .isEmpty();
    assertThat(summary(cell.frames(50_000, i -> frame(i, i + 1L, true)).make()).latency().p999())
        .contains(49.95);
  }

  @Test
  void cells_generatorFellBehind_areLeftOutAndCounted() {
    CellResult good = SyntheticCells.cell("ours", 1).make();
    CellResult bad = SyntheticCells.cell("ours", 2).invalid().make();
    GroupSummary summary = GroupSummary.of(good.key().group(), List.of(good, bad), 5);
    assertThat(summary.frames()).isEqualTo(100);
    assertThat(summary.cells().invalid()).isEqualTo(1);
    assertThat(summary.cells().missing()).isEqualTo(3);
    assertThat(summary.cells().seeds()).containsExactly(1L);
    assertThat(summary.cells().latenessMillis()).isEqualTo(0.2);
    assertThat(summary(bad).latency().p99()).isNaN();
    assertThat(summary(bad).accuracy().isTargetMet()).isEmpty();
  }

  @Test
  void degraded_onAGoodLinkAboveTwoPercent_isFlagged() {
    CellResult cell =
        SyntheticCells.cell("ours", 1)
            .frames(100, i -> new CellFrame(i, i, i, 9, true, i < 40, i < 3))
            .make();
    assertThat(summary(cell).shares()).isEqualTo(new GroupSummary.Shares(0.03, 0.4));
    assertThat(summary(cell).isDegradedTooOften()).isTrue();
    CellKey poor = new CellKey("ours", "roadside", "lte-poor", 1, "", 1);
    CellResult onPoor =
        SyntheticCells.cell("ours", 1)
            .key(poor)
            .frames(100, i -> new CellFrame(i, i, i, 9, true, false, i < 3))
            .make();
    assertThat(summary(onPoor).isDegradedTooOften()).isFalse();
  }

  @Test
  void totals_arePooledOverCells() {
    GroupSummary summary =
        summary(
            SyntheticCells.cell("ours", 1).stages(Map.of("infer", 10.0)).make(),
            SyntheticCells.cell("ours", 2)
                .frames(300, i -> frame(i, 1, true))
                .stages(Map.of("infer", 30.0, "decode", 4.0))
                .make());
    assertThat(summary.uplink().bytes()).isEqualTo(200_000);
    assertThat(summary.uplink().bytesPerFrame()).isEqualTo(500);
    assertThat(summary.joules().perFrame()).isEqualTo(20.0 / 400);
    assertThat(summary.joules().isModelled()).isTrue();
    assertThat(summary.stages()).isEqualTo(Map.of("infer", 25.0, "decode", 3.0));
  }

  @Test
  void accuracy_framesOfOneGroup_countAsOneDraw() {
    CellResult independent =
        SyntheticCells.cell("ours", 1).frames(1000, i -> frame(i, 1, i % 5 != 0)).make();
    CellResult scenes =
        SyntheticCells.cell("ours", 1)
            .frames(1000, i -> new CellFrame(i, i / 10, i, 1, i / 10 % 5 != 0, false, false))
            .make();
    Interval narrow = summary(independent).accuracy().interval().orElseThrow();
    Interval wide = summary(scenes).accuracy().interval().orElseThrow();
    assertThat(narrow.high() - narrow.low()).isCloseTo(2 * 1.96 * 0.01265, within(5e-4));
    assertThat(wide.high() - wide.low())
        .isCloseTo(Math.sqrt(10) * (narrow.high() - narrow.low()), within(5e-3));
  }

  @Test
  void accuracy_allRight_stillHasAnInterval() {
    GroupSummary.Accuracy accuracy = summary(SyntheticCells.cell("ours", 1).make()).accuracy();
    assertThat(accuracy.interval().orElseThrow().high()).isEqualTo(1);
    assertThat(accuracy.interval().orElseThrow().low()).isCloseTo(0.963, within(1e-3));
    assertThat(accuracy.isTargetMet()).contains(true);
  }

  @Test
  void accuracy_fewGroups_hasNoInterval() {
    CellResult cell =
        SyntheticCells.cell("ours", 1)
            .frames(100, i -> new CellFrame(i, i % 9, i, 1, i % 2 == 0, false, false))
            .target(Optional.of(0.9))
            .make();
    assertThat(summary(cell).accuracy().interval()).isEmpty();
    assertThat(summary(cell).accuracy().isTargetMet()).contains(false);
  }

  @Test
  void p99Interval_fewerThanThreeSeeds_doesNotExist() {
    CellResult[] two = {
      SyntheticCells.cell("ours", 1).make(), SyntheticCells.cell("ours", 2).make()
    };
    assertThat(summary(two).latency().p99Interval()).isEmpty();
  }

  /** 200 worlds of ten seeds that differ: 95 % should be right. */
  @Test
  void p99Interval_seedsThatDiffer_coversTheTruth() {
    SplittableRandom random = new SplittableRandom(7);
    double truth =
        new PooledLatencies(
                cells(random, 4000).stream().map(c -> CellLatencies.of(c.frames())).toList())
            .quantileMillis(0.99);
    int covered = 0;
    for (int world = 0; world < 200; world++) {
      CellResult[] cells = cells(random, 10).toArray(CellResult[]::new);
      covered += summary(cells).latency().p99Interval().orElseThrow().contains(truth) ? 1 : 0;
    }
    assertThat(covered / 200.0).isBetween(0.90, 0.99);
  }

  private static List<CellResult> cells(SplittableRandom random, int seeds) {
    List<CellResult> cells = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      double scale = 20_000 * Math.exp(0.1 * random.nextGaussian());
      cells.add(
          SyntheticCells.cell("ours", seed)
              .frames(
                  200, i -> frame(i, (long) (-scale * Math.log(random.nextDouble(1e-9, 1))), true))
              .make());
    }
    return cells;
  }
}
