package io.hawkvision.loadgen.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.loadgen.source.InvalidInputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TcpBulkTest {
  @Test
  void theory_isMathisForRenoAndTheRateForBbr() throws InvalidInputException {
    LinkProfile five = LinkProfile.of("rate=10,delay=20,loss=5");
    // 1448 bytes in 40 ms, times 0.866 by the root of 0.05
    assertThat(TcpBulk.theory(five, "reno")).isCloseTo(1.12, within(0.01));
    assertThat(TcpBulk.theory(five, "bbr")).isCloseTo(10 * 0.9653 * 0.95, within(0.01));
    assertThat(TcpBulk.theory(LinkProfile.of("rate=10,delay=20"), "reno"))
        .isCloseTo(9.65, within(0.01));
  }

  @Test
  void figures_sayWhetherTheyAreWithin() {
    LinkFigure good = new LinkFigure("lte", "up", "rate", "Mbit/s", 10, 10.4, 0.5);
    LinkFigure bad = new LinkFigure("lte", "up", "rate", "Mbit/s", 10, 10.6, 0.5);
    assertThat(good.isWithin()).isTrue();
    assertThat(good.words()).endsWith("ok").contains("+4.0 %");
    assertThat(bad.isWithin()).isFalse();
    assertThat(bad.words()).contains("NOT within");
  }
}
