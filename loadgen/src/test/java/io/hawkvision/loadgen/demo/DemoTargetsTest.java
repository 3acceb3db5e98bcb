package io.hawkvision.loadgen.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.ServedFamily;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DemoTargetsTest {
  private static ServedFamily family(double edge, double best) {
    return new ServedFamily("f", List.of("a"), OptionalDouble.of(edge), OptionalDouble.of(best));
  }

  @Test
  void of_family_liesBelowTheEdgeBetweenTheTiersAndJustBelowTheBest() throws Exception {
    assertThat(DemoTargets.of(family(0.8333, 0.9512)))
        .containsExactly(
            AskedTarget.accuracy(0.813), AskedTarget.accuracy(0.892), AskedTarget.accuracy(0.941));
  }

  @Test
  void of_familyThatCannotShowAnything_isRefused() {
    assertThatThrownBy(() -> DemoTargets.of(family(0.9, 0.905))).hasMessageContaining("no better");
    ServedFamily silent =
        new ServedFamily("f", List.of("a"), OptionalDouble.empty(), OptionalDouble.empty());
    assertThatThrownBy(() -> DemoTargets.of(silent)).hasMessageContaining("does not say");
  }
}
