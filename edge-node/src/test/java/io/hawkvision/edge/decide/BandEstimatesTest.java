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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class BandEstimatesTest {
  private static final OutcomeTable TABLE =
      OutcomeTable.of(Route.originals(List.of("edge-s", "dc-m")))
          .add(frame(0, 0.1, 0, 0)) // both wrong, and they agree
          .add(frame(1, 0.2, 0, 0))
          .add(frame(2, 0.3, 1, 0))
          .build();

  private static final OutcomeTable OTHER =
      OutcomeTable.of(Route.originals(List.of("edge-s", "dc-m"))).add(frame(0, 0.1, 0, 1)).build();

  private final List<Double> computed = new ArrayList<>();
  private final BandEstimates estimates =
      new BandEstimates(
          (table, policy, target) -> {
            computed.add(policy.threshold());
            return policy.threshold() / 2;
          });

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
  void of_theSamePolicyAndKind_isComputedOnce() {
    assertThat(estimates.of(TABLE, below(0.5), Target.absolute(0.9))).isEqualTo(0.25);
    assertThat(estimates.of(TABLE, below(0.5), Target.absolute(0.8))).isEqualTo(0.25);
    assertThat(computed).containsExactly(0.5);
  }

  @Test
  void of_anotherPolicyOrKind_isComputedByItself() {
    estimates.of(TABLE, below(0.5), Target.absolute(0.9));
    estimates.of(TABLE, below(0.5), Target.agreement(0.9));
    assertThat(estimates.of(TABLE, below(0.25), Target.absolute(0.9))).isEqualTo(0.125);
    assertThat(computed).containsExactly(0.5, 0.5, 0.25);
  }

  @Test
  void of_moreThanTheBound_forgetsTheOneUsedLongestAgo() {
    for (int i = 0; i < BandEstimates.MOST_REMEMBERED; i++) {
      estimates.of(TABLE, below(i), Target.DEFAULT);
    }
    estimates.of(TABLE, below(0), Target.DEFAULT); // used again: 1 is the oldest now
    estimates.of(TABLE, below(1000), Target.DEFAULT);
    computed.clear();
    estimates.of(TABLE, below(0), Target.DEFAULT);
    assertThat(computed).isEmpty();
    estimates.of(TABLE, below(1), Target.DEFAULT);
    assertThat(computed).containsExactly(1.0);
  }

  @Test
  void of_anotherFamily_isComputedByItself() {
    estimates.of(TABLE, below(0.5), Target.DEFAULT);
    estimates.of(OTHER, below(0.5), Target.DEFAULT);
    assertThat(computed).containsExactly(0.5, 0.5);
  }

  @Test
  void of_remembered_isTheBandAccuracy() {
    BandEstimates real = new BandEstimates();
    for (int round = 0; round < 2; round++) {
      for (Target target : List.of(Target.absolute(0.9), Target.agreement(0.9))) {
        assertThat(real.of(TABLE, below(0.5), target))
            .isEqualTo(BandAccuracy.estimate(TABLE, below(0.5), target));
        assertThat(real.of(OTHER, below(0.5), target))
            .isEqualTo(BandAccuracy.estimate(OTHER, below(0.5), target));
      }
    }
  }
}
