package io.hawkvision.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.loadgen.tune.Cascade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class TuneBookTest {
  private static final Tuned TUNED =
      new Tuned(
          0.9708,
          95,
          new Cascade.Found(0.7731, 0.9708, 0.421, true),
          new Cascade.Found(Double.POSITIVE_INFINITY, 0.98, 1, false),
          4000);

  @TempDir private Path run;

  @Test
  void whatWasTuned_isThereForTheResumedRun() throws IOException {
    assertThat(new TuneBook(run).find("roadside", 0.96)).isEmpty();
    new TuneBook(run).keep("roadside", 0.96, TUNED);
    new TuneBook(run).keep("imagenette", 0.9, TUNED);
    assertThat(new TuneBook(run).find("roadside", 0.96)).contains(TUNED);
    assertThat(new TuneBook(run).find("roadside", 0.97)).isEmpty();
    assertThat(TUNED.words()).contains("4,000 frames that no cell sends", "0.7731", "42.1 %");
  }

  @Test
  void damagedBook_isNotSilentlyTunedAgain() throws IOException {
    Files.writeString(run.resolve("tuning.json"), "{\"roadside");
    assertThatThrownBy(() -> new TuneBook(run).find("roadside", 0.96))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }
}
