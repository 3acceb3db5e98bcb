package io.hawkvision.zoo.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class NvidiaSmiTest {
  private static String refusal(String script, Duration patience) {
    return catchThrowableOfType(
            UnreadableSensorException.class,
            () -> NvidiaSmi.open(List.of("sh", "-c", script), patience))
        .reason();
  }

  @ParameterizedTest
  @CsvSource({
    "echo '[N/A]',names no power",
    "echo '[Not Supported]',names no power",
    "echo -12.5,names no power",
    "echo 0.00,not believable",
    "echo 999999,not believable",
    "true,names no power",
    "echo 12.5; echo NVIDIA-SMI has failed,names no power",
    "echo 12.5; exit 9,'failed, exit 9'"
  })
  void answerThatIsNoPower_isRefused(String script, String why) {
    assertThat(refusal(script, Duration.ofSeconds(30))).contains(why);
  }

  @Test
  void programThatHangs_isKilled() {
    assertThat(refusal("sleep 600", Duration.ofMillis(200))).contains("longer than 200 ms");
  }

  @Test
  void programThatPrintsWithoutEnd_isKilled() {
    assertThat(refusal("while :; do echo 12.5; done", Duration.ofMillis(200)))
        .contains("longer than 200 ms");
  }
}
