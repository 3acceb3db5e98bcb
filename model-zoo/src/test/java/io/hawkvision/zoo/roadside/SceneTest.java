package io.hawkvision.zoo.roadside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SceneTest {
  private static final long SEED = 7;
  private static final int FRAMES = 26_000;

  @Test
  void scenes_inOrder_followEachOtherWithoutGaps() {
    long expectedStart = 0;
    long number = 0;
    while (expectedStart < 2_000) {
      Scene scene = scene(expectedStart);
      assertThat(scene.number()).isEqualTo(number++);
      assertThat(scene.firstFrame()).isEqualTo(expectedStart);
      assertThat(scene.frames()).isBetween(Scene.SHORTEST, Scene.LONGEST);
      Scene last = scene(expectedStart + scene.frames() - 1);
      assertThat(last).isEqualTo(scene);
      expectedStart += scene.frames();
    }
  }

  @Test
  void labels_overManyScenes_keepTheirPriors() {
    int[] counts = new int[RoadsideCamera.LABELS.size()];
    int scenes = 0;
    for (long k = 0; k < 8L * FRAMES; k += scene(k).frames()) {
      counts[scene(k).label()]++;
      scenes++;
    }
    assertThat((double) counts[0] / scenes).isCloseTo(0.15, within(0.02));
    for (int label = 1; label < counts.length; label++) {
      assertThat((double) counts[label] / scenes)
          .as(RoadsideCamera.LABELS.get(label))
          .isCloseTo(0.85 / (counts.length - 1), within(0.01));
    }
  }

  @Test
  void plates_ofAnyScene_holdExactlyTheLabelledSign() {
    for (long k = 0; k < FRAMES; k += Scene.PAIR / 2) {
      Scene scene = scene(k);
      long valid =
          scene.plates().stream()
              .map(Plate::front)
              .filter(front -> !front.cancelled() && SignFace.LABELLED.contains(front.face()))
              .peek(
                  front ->
                      assertThat(front.face().label())
                          .isEqualTo(RoadsideCamera.LABELS.get(scene.label())))
              .count();
      assertThat(valid).isEqualTo(scene.label() == 0 ? 0 : 1);
    }
  }

  @Test
  void plate_duringItsScene_growsAndEndsInsideTheFrame() {
    for (long k = 0; k < FRAMES; k += Scene.PAIR / 2) {
      for (Plate plate : scene(k).plates()) {
        assertThat(plate.width(0.2f)).isLessThan(plate.width(0.8f));
        float half = plate.width(1f) / 2f;
        assertThat(plate.end().x()).isBetween(half, RoadsideCamera.WIDTH - half);
        assertThat(plate.end().y()).isBetween(half, RoadsideCamera.HEIGHT - half);
      }
    }
  }

  private static Scene scene(long frame) {
    return Scene.of(SEED, frame, Circumstances.AS_DRAWN);
  }
}
