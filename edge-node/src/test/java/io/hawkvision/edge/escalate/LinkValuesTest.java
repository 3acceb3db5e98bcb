package io.hawkvision.edge.escalate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class LinkValuesTest {
  @Test
  void backoff_doublesUpToTheLongest_andBeginsAnew() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), new Random(7));
    long span = 100;
    for (int i = 0; i < 12; i++) {
      assertThat(backoff.nextMillis()).isBetween(Math.max(100, span / 2), Math.max(100, span));
      span = Math.min(2000, span * 2);
    }
    backoff.reset();
    assertThat(backoff.nextMillis()).isEqualTo(100);
  }

  @Test
  void backoff_ofTwoEdges_differs() {
    Backoff one = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), new Random(1));
    Backoff other = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), new Random(2));
    long differing = 0;
    for (int i = 0; i < 20; i++) {
      differing += one.nextMillis() == other.nextMillis() ? 0 : 1;
    }
    assertThat(differing).isGreaterThan(10);
  }

  @Test
  void smoothedRtt_startsWithTheFirstSample_andFollowsSlowly() {
    SmoothedRtt rtt = new SmoothedRtt();
    assertThat(rtt.nanos()).isZero();
    rtt.add(8000);
    assertThat(rtt.nanos()).isEqualTo(8000);
    rtt.add(16_000);
    assertThat(rtt.nanos()).isEqualTo(9000);
    rtt.add(-5);
    assertThat(rtt.nanos()).isBetween(7000L, 9000L);
  }

  @Test
  void smoothedRtt_isNeverAboveTheLatestPing() {
    SmoothedRtt rtt = new SmoothedRtt();
    rtt.addPing(1_000);
    rtt.add(900_000);
    assertThat(rtt.nanos()).isEqualTo(1_000);
    rtt.addPing(5_000);
    assertThat(rtt.nanos()).isEqualTo(5_000);
  }

  @Test
  void smoothedRtt_ofOneSlowPing_fallsWithTheNext() {
    SmoothedRtt rtt = new SmoothedRtt();
    rtt.addPing(900_000);
    assertThat(rtt.nanos()).isEqualTo(900_000);
    rtt.addPing(1_000);
    assertThat(rtt.nanos()).isEqualTo(1_000);
  }

  @Test
  void smoothedRtt_afterAReset_beginsWithTheFirstSample() {
    SmoothedRtt rtt = new SmoothedRtt();
    rtt.addPing(1_000);
    rtt.add(900_000);
    rtt.reset();
    assertThat(rtt.nanos()).isZero();
    rtt.add(70_000);
    assertThat(rtt.nanos()).isEqualTo(70_000);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1:9443, 127.0.0.1, 9443", "dc.example:1, dc.example, 1", "[::1]:9, ::1, 9"})
  void endpoint_isParsed(String text, String host, int port) {
    assertThat(Endpoint.parse(text)).isEqualTo(new Endpoint(host, port)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", ":9443", "host:", "host:0", "host:70000", "::1:9443", "h:-1"})
  void endpoint_thatIsNone_isRefused(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
