package io.hawkvision.zoo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Part;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EstimateTest {
  @Test
  void interval_independentFrames_isWilsons() {
    // 81 of 100, standard error sqrt(0.81 * 0.19 / 100).
    Estimate estimate = new Estimate(0.81, Math.sqrt(0.81 * 0.19 / 100), 100);
    assertThat(estimate.interval().low()).isCloseTo(0.7222, within(1e-4));
    assertThat(estimate.interval().high()).isCloseTo(0.8749, within(1e-4));
  }

  @Test
  void interval_framesThatResembleEachOther_isWider() {
    Estimate alone = new Estimate(0.9, Math.sqrt(0.09 / 1000), 1000);
    Estimate clustered = new Estimate(0.9, 2 * Math.sqrt(0.09 / 1000), 1000);
    Estimate quarter = new Estimate(0.9, Math.sqrt(0.09 / 250), 250);
    assertThat(clustered.interval().low()).isLessThan(alone.interval().low());
    assertThat(clustered.interval().low()).isCloseTo(quarter.interval().low(), within(1e-9));
  }

  @Test
  void interval_allRightOrNoFrame_staysHonest() {
    assertThat(new Estimate(1, 0, 36).interval().low()).isCloseTo(0.9036, within(1e-4));
    assertThat(new Estimate(1, 0, 36).interval().high()).isEqualTo(1);
    assertThat(new Estimate(0, 0, 0).interval()).isEqualTo(new Estimate.Interval(0, 1));
  }

  @Test
  void cascade_ends_areTheNetworksAlone() {
    OutcomeTable table = ColourFamily.outcomes().part(Part.CALIBRATION);
    int best = table.routes().size() - 1;
    List<CascadeCurve.Step> steps = CascadeCurve.of(table, best);
    CascadeCurve.Step last = steps.get(steps.size() - 1);
    assertThat(steps.get(0).escalatedShare()).isZero();
    assertThat(steps.get(0).accuracy()).isEqualTo(Estimate.of(table, 0));
    assertThat(last.escalatedShare()).isEqualTo(1);
    assertThat(last.accuracy()).isEqualTo(Estimate.of(table, best));
    assertThat(steps.stream().mapToDouble(step -> step.accuracy().accuracy()).max().orElse(0))
        .isGreaterThan(steps.get(0).accuracy().accuracy());
  }
}
