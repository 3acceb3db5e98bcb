package io.hawkvision.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LoadConfigTest {
  @Test
  void of_emptyEnvironment_homeIsTheWorkingDirectory() {
    assertThat(LoadConfig.of(Map.of()).home()).isEqualTo(Path.of("").toAbsolutePath());
  }

  @Test
  void of_hawkHome_isHome() {
    assertThat(LoadConfig.of(Map.of("HAWK_HOME", "/opt/../srv")).home()).isEqualTo(Path.of("/srv"));
  }
}
