package io.hawkvision.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class EarlyStoppingTest {
  /** The published table of the rule at 99 % confidence, and a row of it at 95 %. */
  @ParameterizedTest
  @CsvSource({
    "0.90, 0.99, 44, 64, 81, 127, 197",
    "0.95, 0.99, 90, 130, 165, 259, 398",
    "0.99, 0.99, 459, 662, 838, 1307, 2010",
    "0.999, 0.99, 4603, 6636, 8403, 13105, 20140",
    "0.95, 0.95, 59, 93, 124, 208, 336"
  })
  void fewestFrames_isTheTable(
      double percentile, double confidence, long t0, long t1, long t2, long t5, long t10) {
    EarlyStopping rule = new EarlyStopping(percentile, confidence);
    assertThat(LongStream.of(0, 1, 2, 5, 10).map(rule::fewestFrames).toArray())
        .containsExactly(t0, t1, t2, t5, t10);
  }

  @Test
  void mostBeyond_isTheInverse() {
    EarlyStopping p90 = EarlyStopping.of(0.90);
    assertThat(p90.mostBeyond(43)).isEmpty();
    assertThat(p90.mostBeyond(44)).hasValue(0);
    assertThat(p90.mostBeyond(63)).hasValue(0);
    assertThat(p90.mostBeyond(64)).hasValue(1);
    // far beyond what doubles hold without logarithms: near the share, and below it
    long beyond = EarlyStopping.of(0.99).mostBeyond(1_000_000).orElseThrow();
    assertThat(beyond).isBetween(9_760L, 9_780L); // 10,000 less 2.33 standard deviations
  }

  @Test
  void upperBound_leavesOutAsManyAsTheRunMayHaveBeyond() {
    EarlyStopping p90 = EarlyStopping.of(0.90);
    long[] latencies = LongStream.rangeClosed(1, 64).toArray();
    assertThat(p90.upperBound(latencies, 0)).hasValue(63);
    assertThat(p90.upperBound(LongStream.rangeClosed(1, 44).toArray(), 0)).hasValue(44);
    assertThat(p90.upperBound(LongStream.rangeClosed(1, 43).toArray(), 0)).isEmpty();
  }

  @Test
  void upperBound_unansweredFrames_areBeyondAnyLatency() {
    EarlyStopping p90 = EarlyStopping.of(0.90);
    long[] latencies = LongStream.rangeClosed(1, 63).toArray();
    assertThat(p90.upperBound(latencies, 1)).isEqualTo(OptionalLong.of(63));
    assertThat(p90.upperBound(latencies, 2)).isEmpty();
  }

  @Test
  void rule_ofNoPercentile_isRefused() {
    assertThatThrownBy(() -> EarlyStopping.of(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EarlyStopping.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
