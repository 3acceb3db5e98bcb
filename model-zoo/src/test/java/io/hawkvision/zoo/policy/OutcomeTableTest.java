package io.hawkvision.zoo.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.policy.OutcomeTable.Outcome;
import io.hawkvision.zoo.policy.OutcomeTable.Place;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class OutcomeTableTest {
  private static final List<Route> ROUTES = Route.originals(List.of("edge-s", "dc-m", "dc-l"));

  private static Place place(Part part, int segment, int order) {
    return new Place(part, segment, order);
  }

  private static OutcomeTable mixed() {
    return OutcomeTable.of(ROUTES)
        .add(ColourFamily.outcome(place(Part.CALIBRATION, 7, 2), 1, 0.25, 1, 1, 0))
        .add(ColourFamily.outcome(place(Part.DESIGN, 7, 0), 2, 0.5, 0, 2, 2))
        .add(ColourFamily.outcome(place(Part.CALIBRATION, 8, 0), 0, 0.75, 1, 0, 1))
        .build();
  }

  @Test
  void build_partsInAnyOrder_standsDesignFirst() {
    OutcomeTable table = mixed();
    assertThat(table.frames()).isEqualTo(3);
    assertThat(table.part(0)).isEqualTo(Part.DESIGN);
    assertThat(table.part(2)).isEqualTo(Part.CALIBRATION);
    assertThat(table.label(0)).isEqualTo(2);
    assertThat(table.part(Part.DESIGN).frames()).isEqualTo(1);
    assertThat(table.part(Part.CALIBRATION).part(Part.DESIGN).frames()).isZero();
  }

  @Test
  void part_calibration_hasItsOwnFramesOnly() {
    OutcomeTable part = mixed().part(Part.CALIBRATION);
    assertThat(part.frames()).isEqualTo(2);
    assertThat(part.part(0)).isEqualTo(Part.CALIBRATION);
    assertThat(part.segment(0)).isEqualTo(7);
    assertThat(part.order(0)).isEqualTo(2);
    assertThat(part.margin(1)).isEqualTo(0.75);
    assertThat(part.correct(0, 0)).isTrue();
    assertThat(part.correct(2, 0)).isFalse();
    assertThat(part.agrees(0, 1)).isTrue();
    assertThat(part.agrees(1, 1)).isFalse();
    assertThat(part.accuracy(part.column("dc-m"))).isEqualTo(1);
    assertThat(part.predicted(2, 1)).isEqualTo(1);
  }

  @Test
  void part_ofTheSameTable_isEqualAndOfAnotherIsNot() {
    OutcomeTable table = mixed();
    assertThat(table.part(Part.DESIGN))
        .isEqualTo(table.part(Part.DESIGN))
        .hasSameHashCodeAs(table.part(Part.DESIGN))
        .isNotEqualTo(table.part(Part.CALIBRATION))
        .isNotEqualTo(mixed().part(Part.DESIGN));
  }

  @Test
  void scores_anyValue_areKeptOnTheSideThatReachesAThreshold() {
    Random random = new Random(3);
    OutcomeTable.Builder table = OutcomeTable.of(Route.originals(List.of("edge-s")));
    EdgeScores[] exact = new EdgeScores[2000];
    for (int i = 0; i < exact.length; i++) {
      double sure = i == 0 ? 1 : i == 1 ? 0 : 1 - Math.pow(random.nextDouble(), 8);
      exact[i] = new EdgeScores(sure, sure, 11.4 * random.nextDouble());
      PreGateFeatures features = new PreGateFeatures(255, 127.5, 1020, 255);
      table.add(new Outcome(place(Part.DESIGN, i, 0), 0, exact[i], features, List.of(0)));
    }
    OutcomeTable built = table.build();
    for (int i = 0; i < exact.length; i++) {
      assertThat(exact[i].margin()).isBetween(built.margin(i), built.margin(i) + 1e-7);
      assertThat(exact[i].maxProbability()).isGreaterThanOrEqualTo(built.maxProbability(i));
      assertThat(built.entropy(i)).isBetween(exact[i].entropy(), exact[i].entropy() + 1e-6);
    }
    assertThat(built.features(0)).isEqualTo(new PreGateFeatures(255, 127.5, 1020, 255));
  }

  @Test
  void builder_wrongRoutesOrOutcomes_areRefused() {
    assertThatThrownBy(() -> OutcomeTable.of(List.of())).hasMessageContaining("1 to 64 routes");
    assertThatThrownBy(() -> OutcomeTable.of(List.of(ROUTES.get(0), ROUTES.get(0))))
        .hasMessageContaining("twice");
    Outcome tooFew = ColourFamily.outcome(place(Part.DESIGN, 0, 0), 0, 0.5, 0, 0);
    assertThatThrownBy(() -> OutcomeTable.of(ROUTES).add(tooFew)).hasMessageContaining("3 answers");
    assertThatThrownBy(() -> place(Part.DESIGN, 0, 65_536))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ColourFamily.outcome(place(Part.DESIGN, 0, 0), -1, 0.5, 0))
        .hasMessageContaining("label");
  }

  @Test
  void column_unknownRoute_isRefused() {
    assertThatThrownBy(() -> mixed().column("dc-x")).hasMessageContaining("no route dc-x");
  }
}
