package io.hawkvision.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.loadgen.plan.SystemName;
import io.hawkvision.loadgen.tune.Cascade;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class SystemCommandsTest {
  private static final Tuned TUNED =
      new Tuned(
          0.97,
          95,
          new Cascade.Found(0.7731, 0.97, 0.42, true),
          new Cascade.Found(Double.POSITIVE_INFINITY, 0.98, 1, false),
          4000);

  private static List<String> words(SystemName system) {
    return new SystemCommands(
            Path.of("/home/hawk"),
            Path.of("/pki"),
            "10.77.0.2:9443",
            new PlannedCell.Stage("roadside", 8, 0.96, Optional.empty()),
            TUNED)
        .of(system)
        .words();
  }

  @ParameterizedTest
  @EnumSource(SystemName.class)
  void everySystem_isSlowedDownAlike_andTakesAnyPort(SystemName system) {
    List<String> words = words(system);
    assertThat(words).containsSequence("--port", "0").containsSequence("--family", "roadside");
    assertThat(String.join(" ", words)).containsPattern("edge-slowdown[= ]8");
  }

  @ParameterizedTest
  @EnumSource(
      value = SystemName.class,
      names = {"INFAAS_AMPLE", "INFAAS_TIGHT"},
      mode = EnumSource.Mode.EXCLUDE)
  void edgeNodes_allHaveTheSameDatacenter(SystemName system) {
    assertThat(words(system)).containsSequence("--dc", "10.77.0.2:9443");
  }

  @Test
  void ours_isTheProductAsItShips() {
    assertThat(words(SystemName.OURS)).noneMatch(word -> word.startsWith("bench.system"));
  }

  @Test
  void naive_hasItsTunedThresholdAndSmallPictures() {
    assertThat(words(SystemName.NAIVE))
        .contains(
            "bench.system=cascade",
            "bench.score=max-probability",
            "bench.picture=network-input",
            "bench.jpeg-quality=95",
            "bench.thresholds=roadside:0.7731");
  }

  @Test
  void thresholdThatEscalatesEverything_isHigherThanAnyScore() {
    assertThat(words(SystemName.ORACLE)).contains("bench.thresholds=roadside:2.0");
  }
}
