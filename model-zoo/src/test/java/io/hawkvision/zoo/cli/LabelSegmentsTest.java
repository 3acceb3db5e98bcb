package io.hawkvision.zoo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.zoo.policy.EdgeScores;
import io.hawkvision.zoo.policy.OutcomeTable.Outcome;
import io.hawkvision.zoo.policy.OutcomeTable.Place;
import io.hawkvision.zoo.policy.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LabelSegmentsTest {
  private static HumanLabel label(String id, String camera, long second, double margin) {
    EdgeScores scores = new EdgeScores(margin, (1 + margin) / 2, 0.5);
    return new HumanLabel(id, camera, scores, 0, 1, 2, true, Instant.ofEpochSecond(second));
  }

  private static List<List<String>> ids(List<List<HumanLabel>> segments) {
    return segments.stream().map(segment -> segment.stream().map(HumanLabel::id).toList()).toList();
  }

  @Test
  void of_framesOfACameraWithinAMinute_shareASegment() {
    List<HumanLabel> labels =
        List.of(
            label("d", "one", 181, 0.1),
            label("a", "one", 0, 0.1),
            label("b", "one", 60, 0.1),
            label("c", "one", 120, 0.1),
            label("e", "two", 61, 0.1));
    assertThat(ids(LabelSegments.of(labels, 1_000, 3)))
        .containsExactlyInAnyOrder(List.of("a", "b", "c"), List.of("d"), List.of("e"));
  }

  @Test
  void of_framesThatWouldMakeLongSegments_leavesAsManyOutAsPays() {
    List<HumanLabel> labels = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      labels.add(label("busy-" + i, "busy", i, 0.1));
    }
    assertThat(LabelSegments.of(labels, 5_000, 1)).extracting(List::size).containsExactly(1);
    assertThat(LabelSegments.of(labels, 5_000, 7)).extracting(List::size).containsExactly(7);
  }

  /** What is left out must not depend on what a frame shows. */
  @Test
  void of_framesLeftOut_areAsUnsureAsTheOthers() {
    List<HumanLabel> labels = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      labels.add(label("frame-" + i, "camera-" + i % 500, i / 500 * 20L, i % 97 / 97.0));
    }
    List<HumanLabel> taken =
        LabelSegments.of(labels, 40_000, 2).stream().flatMap(List::stream).toList();
    assertThat(taken.size()).isBetween(100, 3_900);
    double mean = taken.stream().mapToDouble(l -> l.scores().margin()).average().orElseThrow();
    assertThat(mean).isCloseTo(0.495, within(4 * 0.29 / Math.sqrt(taken.size())));
  }

  @Test
  void outcome_ofUnknownRoutes_isWrongAndDisagreesWithTheBest() {
    Place place = new Place(Part.CALIBRATION, 7, 0);
    for (int truth = 0; truth < 3; truth++) {
      for (int best = 0; best < 3; best++) {
        HumanLabel label =
            new HumanLabel(
                "a", "c", new EdgeScores(0.5, 0.75, 0.5), 1, best, truth, true, Instant.EPOCH);
        Outcome outcome = LabelAddition.outcome(place, label, 4);
        assertThat(outcome.predicted()).hasSize(4).startsWith(1).endsWith(best);
        assertThat(outcome.predicted().subList(1, 3)).doesNotContain(truth, best);
        assertThat(outcome.label()).isEqualTo(truth);
        assertThat(outcome.features().isKnown()).isFalse();
      }
    }
  }
}
