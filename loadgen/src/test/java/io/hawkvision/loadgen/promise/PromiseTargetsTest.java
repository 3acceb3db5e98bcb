package io.hawkvision.loadgen.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.ServedFamily;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PromiseTargetsTest {
  private static ServedFamily family(double edge, double best) {
    return new ServedFamily("f", List.of("a"), OptionalDouble.of(edge), OptionalDouble.of(best));
  }

  @Test
  void of_family_spreadsTenFromBelowTheEdgeToAPointBelowTheBest() throws Exception {
    assertThat(PromiseTargets.of(family(0.80, 0.95)))
        .extracting(AskedTarget::value)
        .containsExactly(0.79, 0.806, 0.823, 0.84, 0.856, 0.873, 0.89, 0.906, 0.923, 0.94);
  }

  @Test
  void of_tiersOnePointApart_areStillTenDistinctTargetsOnTheGrid() throws Exception {
    List<AskedTarget> targets = PromiseTargets.of(family(0.9, 0.91));
    assertThat(targets).hasSize(10).doesNotHaveDuplicates();
    assertThat(targets)
        .allSatisfy(
            target ->
                assertThat(Math.rint(target.value() * 1000) / 1000).isEqualTo(target.value()));
  }

  @Test
  void of_uselessEdge_staysAboveZero() throws Exception {
    assertThat(PromiseTargets.of(family(0.0, 0.5)).get(0)).isEqualTo(AskedTarget.accuracy(0.01));
  }

  @Test
  void of_familyThatCannotShowAnything_isRefused() {
    assertThatThrownBy(() -> PromiseTargets.of(family(0.9, 0.905)))
        .hasMessageContaining("no better");
    ServedFamily silent =
        new ServedFamily("f", List.of("a"), OptionalDouble.empty(), OptionalDouble.empty());
    assertThatThrownBy(() -> PromiseTargets.of(silent)).hasMessageContaining("does not say");
  }
}
