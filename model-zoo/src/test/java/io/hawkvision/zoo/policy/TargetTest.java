package io.hawkvision.zoo.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "absolute, 0", "absolute, 1", "absolute, 1.5", "absolute, -0.1", "absolute, abc",
    "absolute, NaN", "absolute, 0.9f", "absolute, 0x1p-1", "absolute, 9e-1", "absolute, ' 0.9'",
    "absolute, ''", "relative, 1", "relative, -0.01", "agreement, 0", "agreement, 1.01",
    "certainty, 0.5"
  })
  void parse_outsideTheRangeOrNoDecimal_isRefused(String kind, String text) {
    assertThatThrownBy(() -> Target.parse(kind, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("Exception");
  }

  @ParameterizedTest
  @CsvSource({"absolute, 0.999", "relative, 0", "relative, 0.5", "agreement, 1", "agreement, 0.9"})
  void parse_insideTheRange_keepsKindAndValue(String kind, String text) {
    Target target = Target.parse(kind, text);
    assertThat(target.kind()).isEqualTo(kind);
    assertThat(target.value()).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @CsvSource({
    "absolute, 0.9, 0.9", "absolute, 0.9001, 0.901", "absolute, 0.57, 0.57",
    "absolute, 0.9995, 1.0", "agreement, 0.8999, 0.9", "agreement, 0.29, 0.29",
    "relative, 0.01, 0.01", "relative, 0.0109, 0.01", "relative, 0.57, 0.57",
    "relative, 0.0004, 0"
  })
  void onGrid_anyValue_isNeverEasier(String kind, double value, double expected) {
    assertThat(Target.of(kind, value).onGrid()).isEqualTo(expected);
  }

  @Test
  void default_isOnePointBelowTheBest() {
    assertThat(Target.DEFAULT).isEqualTo(Target.relative(0.01));
  }
}
