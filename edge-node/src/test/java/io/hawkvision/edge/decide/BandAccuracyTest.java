package io.hawkvision.edge.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.OutcomeTable.Outcome;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Target;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class BandAccuracyTest {
  private static final OutcomeTable TABLE =
      OutcomeTable.of(List.of("edge-s", "dc-m"))
          .add(new Outcome(0, 0, 1, 0.1, List.of(0, 0))) // both wrong, and they agree
          .add(new Outcome(0, 1, 1, 0.2, List.of(1, 0)))
          .add(new Outcome(0, 2, 1, 0.3, List.of(0, 1)))
          .add(new Outcome(0, 3, 1, 0.4, List.of(1, 1)))
          .add(new Outcome(0, 4, 1, 0.9, List.of(1, 1)))
          .build();

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
