package io.hawkvision.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WatchSettingsTest {
  @Test
  void defaults_areThoseOfTheDocumentation() {
    assertThat(WatchSettings.DEFAULT)
        .isEqualTo(
            new WatchSettings(
                new WatchSettings.Sampling(0.05, 3, 0.1, 15, 20),
                new WatchSettings.Tests(1000, 100, 0.001),
                new WatchSettings.Memory(16_384, 65_536, 100_000, 20_000),
                Duration.ofHours(6),
                256));
  }

  @Test
  void impossibleValues_areRefusedByName() {
    assertThatThrownBy(() -> new WatchSettings.Sampling(1.1, 3, 0.1, 30, 20))
        .hasMessageContaining("rate must be in [0, 1]: 1.1");
    assertThatThrownBy(() -> new WatchSettings.Sampling(0.03, 0.5, 0.1, 30, 20))
        .hasMessageContaining("nearFactor");
    assertThatThrownBy(() -> new WatchSettings.Sampling(0.03, 3, Double.NaN, 30, 20))
        .hasMessageContaining("nearBand");
    assertThatThrownBy(() -> new WatchSettings.Sampling(0.03, 3, 0.1, 0, 20))
        .hasMessageContaining("sceneFrames");
    assertThatThrownBy(() -> new WatchSettings.Sampling(0.03, 3, 0.1, 30, 0))
        .hasMessageContaining("auditsPerSecond");
    assertThatThrownBy(() -> new WatchSettings.Tests(1, 1, 0.001))
        .hasMessageContaining("alarmLevel");
    assertThatThrownBy(() -> new WatchSettings.Tests(1000, 1000, 0.001))
        .hasMessageContaining("calmLevel");
    assertThatThrownBy(() -> new WatchSettings.Tests(1000, 100, 0)).hasMessageContaining("delta");
    assertThatThrownBy(() -> new WatchSettings.Memory(0, 1, 1, 1)).hasMessageContaining("targets");
  }

  @Test
  void valuesOfTheInterface_areRefusedWhereTheyAreNoNumbers() {
    assertThatThrownBy(() -> new NullRate(0, 0.5)).hasMessageContaining("disagreement");
    assertThatThrownBy(() -> new NullRate(Double.NaN, 0.5)).hasMessageContaining("disagreement");
    assertThatThrownBy(() -> new NullRate(0.1, 1.5)).hasMessageContaining("localShare");
    assertThatThrownBy(() -> new AuditCandidate("f", "c", Double.NaN, 0.5))
        .hasMessageContaining("frame f");
    assertThatThrownBy(() -> new WatchKey("f", 1, "a", "relative", Double.NaN))
        .hasMessageContaining("target");
  }
}
