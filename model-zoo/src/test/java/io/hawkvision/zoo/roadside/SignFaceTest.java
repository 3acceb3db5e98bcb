package io.hawkvision.zoo.roadside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class SignFaceTest {
  private static final int SIZE = 64;

  @ParameterizedTest
  @EnumSource(SignFace.class)
  void draw_anyFace_fillsAPlateWithClearCorners(SignFace face) {
    float[] pixels = drawn(face);
    float cover = 0f;
    for (int i = 3; i < pixels.length; i += 4) {
      assertThat(pixels[i]).isBetween(0f, 1.0001f);
      cover += pixels[i];
    }
    assertThat(cover / (SIZE * SIZE)).isBetween(0.35f, 0.9f);
    assertThat(pixels[3]).isZero();
  }

  @Test
  void draw_twoLabels_lookDifferent() {
    for (SignFace one : SignFace.LABELLED) {
      for (SignFace other : SignFace.values()) {
        if (one != other) {
          assertThat(difference(drawn(one), drawn(other)))
              .as(one + " " + other)
              .isGreaterThan(0.01);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SignFace.class)
  void newDesign_ofALabelledFace_looksLikeNoUsualFaceAndADecoyStays(SignFace face) {
    float[] pixels = drawn(Design.NEW, face);
    assertThat(pixels[3]).isZero();
    if (SignFace.DECOYS.contains(face)) {
      assertThat(pixels).isEqualTo(drawn(face));
      return;
    }
    for (SignFace other : SignFace.values()) {
      assertThat(difference(pixels, drawn(other))).as("%s", other).isGreaterThan(0.01);
      if (other != face) {
        assertThat(difference(pixels, drawn(Design.NEW, other)))
            .as("new %s", other)
            .isGreaterThan(0.005);
      }
    }
  }

  @Test
  void labelled_holdsEachLabelOnceAndDecoysHaveNone() {
    assertThat(SignFace.LABELLED).extracting(SignFace::label).doesNotHaveDuplicates();
    assertThat(SignFace.DECOYS).extracting(SignFace::label).containsOnly("decoy");
    assertThat(SignFace.LABELLED.size() + SignFace.DECOYS.size())
        .isEqualTo(SignFace.values().length);
  }

  @Test
  void texture_atItsMiddle_showsTheFace() {
    float[] rgba = new float[4];
    Texture.of(new Plate.Front(SignFace.NO_ENTRY, Design.USUAL, false)).sample(0, 0.5f, 0.5f, rgba);
    assertThat(rgba).usingComparatorWithPrecision(0.05f).containsExactly(0.95f, 0.95f, 0.93f, 1f);
    Texture.of(new Plate.Front(SignFace.NO_ENTRY, Design.USUAL, false))
        .sample(0, 0.5f, 0.25f, rgba);
    assertThat(rgba[0]).isGreaterThan(2 * rgba[1]);
  }

  private static float[] drawn(SignFace face) {
    return drawn(Design.USUAL, face);
  }

  private static float[] drawn(Design design, SignFace face) {
    Canvas canvas = new Canvas(SIZE, SIZE, SIZE);
    design.draw(face, canvas);
    return Arrays.copyOf(canvas.pixels, canvas.pixels.length);
  }

  private static double difference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }
}
