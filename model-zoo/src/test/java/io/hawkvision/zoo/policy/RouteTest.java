package io.hawkvision.zoo.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class RouteTest {
  @ParameterizedTest
  @CsvSource({
    "dc-l, dc-l, jpeg-original, 100, true",
    "split/features-b4, split, features-b4, 100, false",
    "split/features-b4@50, split, features-b4, 50, false",
    "dc-l@1, dc-l, jpeg-original, 1, false",
  })
  void parse_spelling_isSpelledTheSameAgain(
      String spelling, String variant, String level, int percent, boolean isOriginal) {
    Route route = Route.parse(spelling);
    assertThat(route).isEqualTo(new Route(variant, level, percent)).hasToString(spelling);
    assertThat(route.isOriginal()).isEqualTo(isOriginal);
  }

  @Test
  void parse_theDefaultsSpelledOut_isTheSameRoute() {
    assertThat(Route.parse("dc-l/jpeg-original")).isEqualTo(Route.original("dc-l"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dc l", "dc-l/", "dc-l@0", "dc-l@100", "dc-l@-1", "A", "a/b/c", "a@"})
  void parse_anythingElse_isRefused(String spelling) {
    assertThatThrownBy(() -> Route.parse(spelling))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a route");
  }

  @Test
  void route_percentageOutsideItsRange_isRefused() {
    assertThatThrownBy(() -> new Route("dc-l", "features-b8", 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Route("dc-l", "features-b8", 101))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
