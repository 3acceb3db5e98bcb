package io.hawkvision.dc.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RunTimesTest {
  @Test
  void nanos_nothingMeasured_isZero() {
    assertThat(new RunTimes(4).nanos(2)).isZero();
  }

  @Test
  void nanos_sizeMeasured_isThatMeanAndFollowsNewBatchesSlowly() {
    RunTimes times = new RunTimes(4);
    times.add(2, 800);
    assertThat(times.nanos(2)).isEqualTo(800);
    times.add(2, 1_600);
    assertThat(times.nanos(2)).isEqualTo(900);
  }

  @Test
  void nanos_sizeBetweenTwoMeasured_isOnTheLine() {
    RunTimes times = new RunTimes(5);
    times.add(1, 100);
    times.add(5, 300);
    assertThat(times.nanos(3)).isEqualTo(200);
  }

  @Test
  void nanos_onlyASmallerOrLargerSizeMeasured_isProportional() {
    RunTimes smaller = new RunTimes(4);
    smaller.add(1, 100);
    assertThat(smaller.nanos(4)).isEqualTo(400);
    RunTimes larger = new RunTimes(4);
    larger.add(4, 400);
    assertThat(larger.nanos(1)).isEqualTo(100);
  }
}
