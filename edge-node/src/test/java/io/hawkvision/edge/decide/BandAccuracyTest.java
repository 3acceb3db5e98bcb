package io.hawkvision.edge.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.zoo.policy.EdgeScores;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.OutcomeTable.Outcome;
import io.hawkvision.zoo.policy.OutcomeTable.Place;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.PreGateFeatures;
import io.hawkvision.zoo.policy.Route;
import io.hawkvision.zoo.policy.Target;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class BandAccuracyTest {
  private static final OutcomeTable TABLE =
      OutcomeTable.of(Route.originals(List.of("edge-s", "dc-m")))
          .add(frame(0, 0.1, 0, 0)) // both wrong, and they agree
          .add(frame(1, 0.2, 1, 0))
          .add(frame(2, 0.3, 0, 1))
          .add(frame(3, 0.4, 1, 1))
          .add(frame(4, 0.9, 1, 1))
          .build();

  private static Outcome frame(int order, double margin, int edge, int best) {
    EdgeScores scores = new EdgeScores(margin, 1, 0);
    PreGateFeatures features = new PreGateFeatures(0, 0, 0, Double.NaN);
    Place place = new Place(Part.CALIBRATION, 0, order);
    return new Outcome(place, 1, scores, features, List.of(edge, best));
  }

  private static Policy below(double threshold) {
    return new Policy(threshold, "dc-m", Policy.LEVEL_ORIGINAL, 0.9, 0.5);
  }

  @Test
  void estimate_countsTheEdgesRightAnswersBelowTheThreshold() {
    assertThat(BandAccuracy.estimate(TABLE, below(0.35), Target.absolute(0.9))).isEqualTo(1.0 / 3);
    assertThat(BandAccuracy.estimate(TABLE, below(2), Target.relative(0.01))).isEqualTo(3.0 / 5);
  }

  @Test
  void estimate_ofAnAgreementTarget_countsAgreement() {
    assertThat(BandAccuracy.estimate(TABLE, below(0.35), Target.agreement(0.9))).isEqualTo(1.0 / 3);
    assertThat(BandAccuracy.estimate(TABLE, below(0.15), Target.agreement(0.9))).isEqualTo(1);
  }

  @Test
  void estimate_ofAnEmptyBand_isThatOfAllFrames() {
    assertThat(BandAccuracy.estimate(TABLE, below(0), Target.absolute(0.5))).isEqualTo(3.0 / 5);
  }
}
