package io.hawkvision.zoo.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ScoresTest {
  @Test
  void softmax_largeLogits_doesNotOverflow() {
    float[] p = Scores.softmax(new float[] {1000, 999, -1000});
    assertThat(p[0]).isEqualTo(0.7310586f, within(1e-6f));
    assertThat(p[1]).isEqualTo(0.2689414f, within(1e-6f));
    assertThat(p[2]).isZero();
  }

  @Test
  void margin_isFirstMinusSecond() {
    assertThat(Scores.margin(new float[] {0.2f, 0.5f, 0.3f})).isEqualTo(0.2, within(1e-6));
    assertThat(Scores.margin(new float[] {0.5f, 0.5f})).isZero();
    assertThat(Scores.margin(new float[] {1f, 0f})).isEqualTo(1);
  }

  @Test
  void margin_notANumber_countsAsNoConfidence() {
    assertThat(Scores.margin(Scores.softmax(new float[] {Float.NaN, 1}))).isZero();
    assertThat(Scores.margin(Scores.softmax(new float[] {Float.POSITIVE_INFINITY, 1}))).isZero();
  }

  @Test
  void argmax_ofEquals_isTheFirst() {
    assertThat(Scores.argmax(new float[] {1, 3, 3, 2})).isEqualTo(1);
  }
}
