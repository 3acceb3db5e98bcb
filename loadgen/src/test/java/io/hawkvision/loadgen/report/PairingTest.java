package io.hawkvision.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.loadgen.result.CellFrame;
import io.hawkvision.loadgen.result.CellResult;
import io.hawkvision.loadgen.result.SyntheticCells;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PairingTest {
  private static final int FRAMES = 1000;

  private static List<CellResult> cells(String system, int slower, IntPredicate correct) {
    return IntStream.range(0, 4)
        .mapToObj(seed -> cell(system, seed, slower, correct).make())
        .toList();
  }

  private static SyntheticCells cell(String system, int seed, int slower, IntPredicate correct) {
    return SyntheticCells.cell(system, seed)
        .frames(
            FRAMES,
            i ->
                new CellFrame(
                    i,
                    seed * FRAMES + i,
                    i,
                    (long) slower * (i + 1),
                    correct.test(i),
                    false,
                    false));
  }

  private static Pairing pair(List<CellResult> ours, List<CellResult> other) {
    return Pairing.of(ours.get(0).key().group(), other.get(0).key().group(), ours, other);
  }

  @Test
  void ratio_equalAccuracy_isPrintedWithItsInterval() {
    Pairing pairing = pair(cells("ours", 100, i -> true), cells("naive", 250, i -> i != 5));
    assertThat(pairing.differencePoints()).isCloseTo(0.1, within(1e-9));
    assertThat(pairing.withheld()).isEmpty();
    assertThat(pairing.ratios().p99()).contains(2.5);
    assertThat(pairing.ratios().p99Interval()).contains(new Interval(2.5, 2.5));
    assertThat(pairing.ratios().bytes()).contains(1.0);
    assertThat(pairing.frames()).isEqualTo(4 * FRAMES);
    assertThat(pairing.seeds()).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void ratio_accuracyDiffers_isWithheld() {
    Pairing pairing = pair(cells("ours", 100, i -> true), cells("naive", 250, i -> i % 50 != 0));
    assertThat(pairing.differencePoints()).isCloseTo(2.0, within(1e-9));
    assertThat(pairing.differenceInterval().orElseThrow().low()).isGreaterThan(1);
    assertThat(pairing.withheld()).isEqualTo("accuracy differs by +2.00 points");
    assertThat(pairing.ratios()).isEqualTo(Pairing.Ratios.NONE);
  }

  /** Eight frames of 4,000 are right in ours alone: too few to matter. */
  @Test
  void ratio_smallButCertainDifference_isPrinted() {
    Pairing pairing = pair(cells("ours", 100, i -> true), cells("naive", 200, i -> i < 4 || i > 5));
    assertThat(pairing.differencePoints()).isCloseTo(0.2, within(1e-9));
    assertThat(pairing.differenceInterval().orElseThrow().low()).isPositive();
    assertThat(pairing.withheld()).isEmpty();
    assertThat(pairing.ratios().p99()).contains(2.0);
  }

  /** 0.5 points, but as many frames each way that they may come from equal systems. */
  @Test
  void ratio_uncertainDifference_isPrinted() {
    Pairing pairing =
        pair(
            cells("ours", 100, i -> i % 10 != 0), cells("naive", 200, i -> i % 10 != 1 || i < 150));
    List<CellResult> other = cells("naive", 200, i -> i % 10 != 1 && i % 200 != 7);
    Pairing uncertain = pair(cells("ours", 100, i -> i % 10 != 0), other);
    assertThat(pairing.withheld()).contains("differs by -1.50 points");
    assertThat(uncertain.differencePoints()).isCloseTo(0.5, within(1e-9));
    assertThat(uncertain.differenceInterval().orElseThrow().contains(0)).isTrue();
    assertThat(uncertain.ratios().p99()).contains(2.0);
  }

  @Test
  void ratio_edgeOnlyAndDcOnly_neverExists() {
    List<CellResult> ours = cells("ours", 100, i -> true);
    for (String never : List.of("edge-only", "dc-only")) {
      Pairing pairing = pair(ours, cells(never, 200, i -> true));
      assertThat(pairing.differencePoints()).isZero();
      assertThat(pairing.withheld()).startsWith("never for " + never);
      assertThat(pairing.ratios()).isEqualTo(Pairing.Ratios.NONE);
    }
  }

  @Test
  void difference_neverDiffering_isNotCertainlyZero() {
    Interval interval =
        pair(cells("ours", 1, i -> true), cells("naive", 1, i -> true))
            .differenceInterval()
            .orElseThrow();
    assertThat(interval.high()).isCloseTo(100 * 3.7 / 4000, within(1e-9));
    assertThat(interval.low()).isEqualTo(-interval.high());
  }

  @Test
  void ratio_joules_onlyWhereASensorMeasuredBoth() {
    List<CellResult> ours = cells("ours", 100, i -> true);
    assertThat(pair(ours, cells("naive", 100, i -> true)).ratios().joules()).isEmpty();
    CellResult.Energy little = new CellResult.Energy(1, 3, 3, "rapl", "");
    CellResult.Energy much = new CellResult.Energy(2, 6, 3, "rapl", "");
    CellResult mine = cell("ours", 0, 100, i -> true).energy(little).make();
    CellResult theirs = cell("naive", 0, 100, i -> true).energy(much).make();
    assertThat(pair(List.of(mine), List.of(theirs)).ratios().joules()).contains(2.0);
    assertThat(pair(List.of(mine), cells("naive", 1, i -> true)).ratios().joules()).isEmpty();
  }

  @Test
  void ratio_bytesCountedByDifferentMeans_doesNotExist() {
    CellResult.Wire told = new CellResult.Wire(1, 1, 0, 0, "answers", false);
    List<CellResult> theirs = List.of(cell("naive", 0, 100, i -> true).wire(told).make());
    assertThat(pair(cells("ours", 100, i -> true), theirs).ratios().bytes()).isEmpty();
  }

  @Test
  void frames_invalidOrOnOneSideOnly_areNotCompared() {
    CellResult other = cell("naive", 0, 100, i -> true).make();
    CellResult invalid = cell("naive", 1, 100, i -> true).invalid().make();
    CellResult foreign =
        SyntheticCells.cell("naive", 2)
            .frames(FRAMES + 5, i -> new CellFrame(i, i, i, 1, true, false, false))
            .make();
    Pairing pairing = pair(cells("ours", 100, i -> true), List.of(other, invalid, foreign));
    assertThat(pairing.seeds()).containsExactly(0L, 2L);
    assertThat(pairing.frames()).isEqualTo(FRAMES);
    assertThat(pairing.unpaired()).isEqualTo(FRAMES + 5);
    Pairing nothing = pair(cells("ours", 100, i -> true), List.of(invalid));
    assertThat(nothing.withheld()).isEqualTo("no identical frames");
  }

  @Test
  void ratio_p99AmongUnanswered_doesNotExist() {
    List<CellResult> lost =
        List.of(
            SyntheticCells.cell("naive", 0)
                .frames(
                    FRAMES,
                    i ->
                        new CellFrame(
                            i,
                            i,
                            i,
                            i % 50 == 0 ? CellFrame.UNANSWERED : 1,
                            i % 50 != 1,
                            false,
                            false))
                .make());
    Pairing pairing = pair(cells("ours", 100, i -> i % 50 > 1), lost);
    assertThat(pairing.withheld()).isEmpty();
    assertThat(pairing.ratios().p99()).isEmpty();
    assertThat(pairing.ratios().bytes()).contains(1.0);
  }
}
