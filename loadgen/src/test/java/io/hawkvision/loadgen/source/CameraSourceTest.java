package io.hawkvision.loadgen.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.zoo.roadside.Drift;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("flow")
class CameraSourceTest {
  private static CameraSource.View view(long seed, int every) {
    return new CameraSource.View(seed, every);
  }

  @Test
  void frame_sameSeedAndPlace_isTheSameFrame() throws Exception {
    try (FrameSource one = CameraSource.roadside(view(7, 1), RoadsideCamera.LABELS);
        FrameSource same = CameraSource.roadside(view(7, 3), RoadsideCamera.LABELS);
        FrameSource other = CameraSource.roadside(view(8, 1), RoadsideCamera.LABELS)) {
      assertThat(same.frame(1)).isEqualTo(one.frame(3));
      assertThat(other.frame(3).picture()).isNotEqualTo(one.frame(3).picture());
      assertThat(one.frame(3).contentType()).isEqualTo("image/jpeg");
      assertThat(one.labels()).contains(one.frame(3).label());
    }
  }

  @Test
  void frame_underADrift_changesFromThePostedFrameOn() throws Exception {
    Drift drift = new Drift(Drift.Kind.NIGHT, 30);
    var drifting = new CameraSource.View(7, 4, List.of(drift));
    try (CameraSource night = CameraSource.roadside(drifting, RoadsideCamera.LABELS);
        FrameSource steady = CameraSource.roadside(view(7, 4), RoadsideCamera.LABELS);
        FrameSource dark =
            CameraSource.roadside(
                new CameraSource.View(7, 4, List.of(new Drift(Drift.Kind.NIGHT, 0))),
                RoadsideCamera.LABELS)) {
      long first = night.firstFrame(drift);
      assertThat(first).isBetween(30L, 35L);
      assertThat(night.frame(first - 1)).isEqualTo(steady.frame(first - 1));
      assertThat(night.frame(first)).isEqualTo(dark.frame(first));
    }
  }

  @Test
  void roadside_familyOfOtherLabels_isRefused() {
    assertThatThrownBy(() -> CameraSource.roadside(view(7, 1), List.of("tench")))
        .isInstanceOf(InvalidInputException.class);
  }
}
