package io.hawkvision.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.loadgen.schedule.Arrivals;
import io.hawkvision.loadgen.schedule.Burst;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CameraFleetTest {
  private static CameraFleet fleet(int cameras, Arrivals arrivals, long seed) {
    return new CameraFleet(
        IntStream.range(0, cameras)
            .mapToObj(i -> LoadFixtures.member(i, 10 + i, arrivals))
            .toList(),
        Burst.DEFAULT,
        seed);
  }

  @Test
  void schedule_cameras_keepTheirOwnRatesTargetsAndFrameCounts() {
    Schedule schedule = fleet(5, Arrivals.POISSON, 7).schedule(CameraFleet.Length.ofSeconds(1_000));
    for (int camera = 0; camera < 5; camera++) {
      int wanted = camera;
      List<Schedule.Slot> own =
          schedule.slots().stream().filter(slot -> slot.camera() == wanted).toList();
      assertThat(own.size() / 1_000.0).isCloseTo(10 + camera, within(0.5));
      assertThat(own).allMatch(slot -> slot.ask().deadlineMillis().getAsInt() == 100 + wanted);
      assertThat(own.stream().mapToLong(Schedule.Slot::frame).toArray())
          .containsExactly(IntStream.range(0, own.size()).asLongStream().toArray());
    }
  }

  @Test
  void schedule_sameSeed_isTheSame_otherSeedAnother() {
    var length = CameraFleet.Length.ofFrames(2_000);
    assertThat(fleet(3, Arrivals.MMPP, 7).schedule(length))
        .isEqualTo(fleet(3, Arrivals.MMPP, 7).schedule(length));
    assertThat(fleet(3, Arrivals.MMPP, 8).schedule(length))
        .isNotEqualTo(fleet(3, Arrivals.MMPP, 7).schedule(length));
    assertThat(fleet(3, Arrivals.MMPP, 7).schedule(length).slots()).hasSize(2_000);
  }

  @Test
  void schedule_constantCameras_doNotSendTogether() {
    Schedule schedule = fleet(20, Arrivals.CONSTANT, 7).schedule(CameraFleet.Length.ofFrames(20));
    assertThat(schedule.slots().stream().map(Schedule.Slot::intendedMicros).distinct().count())
        .isGreaterThan(15);
  }

  @Test
  void schedule_neighbouringSeeds_areNotAlike() {
    // java.util.Random begins alike for seeds 1, 2, 3; a fleet's cameras must not
    double[] firsts =
        IntStream.range(0, 1_000)
            .mapToDouble(seed -> new java.util.Random(CameraFleet.mixed(7, seed)).nextDouble())
            .toArray();
    double mean = IntStream.range(0, 1_000).mapToDouble(i -> firsts[i]).average().orElseThrow();
    double product =
        IntStream.range(1, 1_000)
            .mapToDouble(i -> (firsts[i] - mean) * (firsts[i - 1] - mean))
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(0.5, within(0.05));
    assertThat(product * 12).isCloseTo(0, within(0.15)); // their correlation
  }

  @Test
  void fleet_emptyOrWithTwoOfOneName_isRefused() {
    assertThatThrownBy(() -> fleet(0, Arrivals.POISSON, 7)).hasMessageContaining("cameras");
    var twice =
        List.of(
            LoadFixtures.member(1, 1, Arrivals.POISSON),
            LoadFixtures.member(1, 1, Arrivals.POISSON));
    assertThatThrownBy(() -> new CameraFleet(twice, Burst.DEFAULT, 7))
        .hasMessageContaining("one name");
  }

  @Test
  void schedule_tooLong_isRefused() {
    CameraFleet fast =
        new CameraFleet(List.of(LoadFixtures.member(1, 1e6, Arrivals.CONSTANT)), Burst.DEFAULT, 7);
    assertThatThrownBy(() -> fast.schedule(CameraFleet.Length.ofSeconds(10)))
        .hasMessageContaining("more than 5000000 frames");
  }
}
