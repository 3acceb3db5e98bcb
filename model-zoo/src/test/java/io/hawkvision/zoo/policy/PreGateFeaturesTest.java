package io.hawkvision.zoo.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PreGateFeaturesTest {
  private static final int SIDE = PreGateFeatures.SIDE;

  private static byte[] flat(int value) {
    byte[] thumbnail = new byte[SIDE * SIDE];
    Arrays.fill(thumbnail, (byte) value);
    return thumbnail;
  }

  @Test
  void ofFirst_flatPicture_hasOnlyLuminance() {
    assertThat(PreGateFeatures.ofFirst(flat(200)))
        .isEqualTo(new PreGateFeatures(200, 0, 0, Double.NaN));
  }

  @Test
  void ofFirst_checkerboard_isAsSharpAsPicturesGet() {
    byte[] board = new byte[SIDE * SIDE];
    for (int i = 0; i < board.length; i++) {
      board[i] = (byte) ((i / SIDE + i) % 2 == 0 ? 0 : 255);
    }
    PreGateFeatures features = PreGateFeatures.ofFirst(board);
    assertThat(features.luminance()).isEqualTo(127.5);
    assertThat(features.contrast()).isEqualTo(127.5);
    assertThat(features.sharpness()).isEqualTo(4 * 255.0);
    assertThat(FixedPoint.toFeature(FixedPoint.fromFeature(features.sharpness())))
        .isEqualTo(features.sharpness());
  }

  @Test
  void ofFirst_onePixel_countsItsNeighboursInTheLaplacian() {
    byte[] dot = flat(0);
    dot[5 * SIDE + 5] = 100;
    double inner = (SIDE - 2) * (SIDE - 2);
    assertThat(PreGateFeatures.ofFirst(dot).sharpness()).isEqualTo((4 * 100 + 4 * 100) / inner);
  }

  @Test
  void ofNext_changedHalf_isTheMeanDifference() {
    byte[] now = flat(250);
    Arrays.fill(now, 0, now.length / 2, (byte) 10);
    assertThat(PreGateFeatures.ofNext(now, flat(250)).change()).isEqualTo(120);
    assertThat(PreGateFeatures.ofNext(now, now).change()).isZero();
  }

  @Test
  void thumbnails_ofAnotherSize_areRefused() {
    assertThatThrownBy(() -> PreGateFeatures.ofFirst(new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PreGateFeatures.ofNext(flat(0), new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
