package io.hawkvision.loadgen.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class LinkProfileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "lan, 1000, 0.3, 0",
    "wifi, 30.8, 4, 0.009975",
    "lte, 11.8, 22, 0.01",
    "lte-poor, 3.9, 35, 0.06",
    "satellite, 12, 280, 0.01",
    "outage, 11.8, 22, 0.01"
  })
  void pinnedProfiles_areThePinnedOnes(String name, double megabits, double delay, double loss)
      throws InvalidInputException {
    LinkProfile profile = LinkProfile.of(name);
    assertThat(profile.meanBitsPerSecond()).isCloseTo(megabits * 1e6, within(1.0));
    assertThat(profile.delay().millis()).isEqualTo(delay);
    assertThat(profile.loss().share()).isCloseTo(loss, within(1e-9));
    assertThat(profile.rates().stream().mapToDouble(LinkProfile.RateState::share).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(LinkProfile.of(profile.spelling())).isEqualTo(profile);
    assertThat(profile.words()).contains("Mbit/s", "queue of 200 ms");
  }

  @Test
  void byHand_takesWhatIsGiven() throws InvalidInputException {
    LinkProfile profile = LinkProfile.of("rate=2.5,delay=60,jitter=5,loss=20,burst=4");
    assertThat(profile.meanBitsPerSecond()).isEqualTo(2.5e6);
    assertThat(profile.delay()).isEqualTo(new LinkProfile.Delay(60, 5));
    assertThat(profile.loss()).isEqualTo(new LinkProfile.Loss(0, 0.2, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wify",
        "rate=0",
        "rate=ten",
        "speed=3,rate=1",
        "loss=101",
        "delay=5,jitter=6",
        "rate=1,,delay=2",
        "mahimahi:/nowhere/at-all"
      })
  void whatCannotBeRead_isRefused(String spelling) {
    assertThatThrownBy(() -> LinkProfile.of(spelling)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void mahimahiTrace_isLooped_andHasItsMeanRate() throws IOException, InvalidInputException {
    Path file = folder.resolve("trace");
    Files.writeString(file, "1\n1\n5\n10\n");
    LinkProfile profile = LinkProfile.of("mahimahi:" + file);
    assertThat(profile.meanBitsPerSecond()).isEqualTo(4 * 12_000 * 100.0); // 4 packets in 10 ms
    RateTimeline timeline = new RateTimeline(profile, 1, Duration.ofSeconds(1));
    long now = 0;
    for (int packet = 0; packet < 400; packet++) {
      now = timeline.finish(now, 12_000);
    }
    assertThat(now / 1e6).isCloseTo(1000, within(11.0));
  }

  @Test
  void badTrace_namesItsLine() throws IOException {
    Path file = folder.resolve("bad");
    Files.writeString(file, "5\n7\n6\n");
    assertThatThrownBy(() -> LinkProfile.of("mahimahi:" + file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("line 3");
    Files.writeString(file, "0\n0\n");
    assertThatThrownBy(() -> LinkProfile.of("mahimahi:" + file))
        .isInstanceOf(InvalidInputException.class);
  }
}
