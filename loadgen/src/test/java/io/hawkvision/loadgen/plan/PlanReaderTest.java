package io.hawkvision.loadgen.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@Tag("unit")
class PlanReaderTest {
  static final List<String> BUILT_IN = PlanReader.BUILT_IN;

  @ParameterizedTest
  @FieldSource("BUILT_IN")
  void everyBuiltInPlan_isReadable(String name) throws IOException, InvalidInputException {
    BenchPlan plan = PlanReader.read(name);
    assertThat(plan.name()).isEqualTo(name);
    assertThat(plan.about()).isNotEmpty();
    assertThat(plan.blocks()).isNotEmpty();
  }

  @Test
  void p99_hasTenSeedsOfTwentySecondsAndTenThousandFrames()
      throws IOException, InvalidInputException {
    BenchPlan plan = PlanReader.read("p99");
    assertThat(plan.seconds()).isEqualTo(20);
    Block roadside = plan.blocks().get(0);
    assertThat(roadside.links()).containsExactly("wifi", "lte", "lte-poor");
    for (double rate : new double[] {20, 60, 160}) {
      int seeds = roadside.seeds(SystemName.NAIVE, rate * plan.seconds());
      assertThat(seeds).isGreaterThanOrEqualTo(10);
      assertThat(seeds * rate * plan.seconds()).isGreaterThanOrEqualTo(10_000);
      assertThat(roadside.seeds(SystemName.OURS, rate * plan.seconds())).isEqualTo(seeds);
      assertThat(roadside.seeds(SystemName.DC_ONLY, rate * plan.seconds())).isEqualTo(3);
    }
  }

  @Test
  void rate_makesAllPicturesUseSixtyPercentOfTheLink() throws IOException, InvalidInputException {
    BenchPlan plan = PlanReader.read("p99");
    double rate = plan.derivedRate(11.8e6, 14_502);
    assertThat(rate * 14_502 * 8).isCloseTo(0.6 * 11.8e6, within(1e-3));
    assertThat(plan.derivedRate(1e12, 100)).isEqualTo(plan.mostFramesPerSecond());
  }

  @Test
  void everythingWrong_isToldTogether() {
    String text =
        """
        seconds: -3
        colour: red
        blocks:
          - links: []
            accuracy: 1.5
            systems: {ours: 0, theirs: 2}
        """;
    assertThatThrownBy(() -> PlanReader.parse("my.yaml", "my", text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("my.yaml: seconds must be")
        .hasMessageContaining("colour is no key")
        .hasMessageContaining("blocks[0].family is needed")
        .hasMessageContaining("blocks[0].links at least one")
        .hasMessageContaining("blocks[0].accuracy must be")
        .hasMessageContaining("blocks[0].systems.ours must be")
        .hasMessageContaining("theirs is no system; there are ours, edge-only");
  }

  @Test
  void noPlan_namesThoseThereAre() {
    assertThatThrownBy(() -> PlanReader.read("p98"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("quick, p99, power, lossy, saturation, peer");
  }

  @Test
  void brokenYaml_isRefused() {
    assertThatThrownBy(() -> PlanReader.parse("x", "x", "blocks: ["))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> PlanReader.parse("x", "x", "just words"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("must hold keys");
  }
}
