package io.hawkvision.zoo.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EdgeScoresTest {
  @Test
  void of_probabilities_areMarginMaximumAndEntropy() {
    EdgeScores scores = EdgeScores.of(new float[] {0.25f, 0.5f, 0.25f});
    assertThat(scores.margin()).isEqualTo(0.25);
    assertThat(scores.maxProbability()).isEqualTo(0.5);
    assertThat(scores.entropy()).isCloseTo(1.5 * Math.log(2), within(1e-12));
  }

  @Test
  void of_certainty_hasNoEntropy() {
    assertThat(EdgeScores.of(new float[] {0, 1})).isEqualTo(new EdgeScores(1, 1, 0));
  }

  @Test
  void of_notANumber_isTheLeastSureThereIs() {
    EdgeScores scores = EdgeScores.of(new float[] {0.9f, Float.NaN});
    assertThat(scores).isEqualTo(new EdgeScores(0, 0, Math.log(2)));
  }

  @Test
  void of_asManyLabelsAsAFamilyMayHave_isWithinRange() {
    float[] alike = new float[OutcomeFormat.MAX_LABELS];
    Arrays.fill(alike, 1f / alike.length);
    assertThat(EdgeScores.of(alike).entropy()).isLessThan(FixedPoint.MAX_ENTROPY).isGreaterThan(10);
  }

  @Test
  void scores_outsideTheirRange_areRefused() {
    assertThatThrownBy(() -> new EdgeScores(1.1, 1, 0)).hasMessageContaining("margin");
    assertThatThrownBy(() -> new EdgeScores(0, Double.NaN, 0)).hasMessageContaining("maxProb");
    assertThatThrownBy(() -> new EdgeScores(0, 1, -1)).hasMessageContaining("entropy");
    assertThatThrownBy(() -> new EdgeScores(0, 1, 12)).hasMessageContaining("entropy");
  }
}
