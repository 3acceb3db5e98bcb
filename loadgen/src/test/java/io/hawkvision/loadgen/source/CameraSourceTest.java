package io.hawkvision.loadgen.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void roadside_familyOfOtherLabels_isRefused() {
    assertThatThrownBy(() -> CameraSource.roadside(view(7, 1), List.of("tench")))
        .isInstanceOf(InvalidInputException.class);
  }
}
