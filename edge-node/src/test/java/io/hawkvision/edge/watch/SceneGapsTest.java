package io.hawkvision.edge.watch;

import static io.hawkvision.edge.watch.WatchFixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SceneGapsTest {
  private static int framesUntilNext(SceneGaps gaps, WatchKey key, String camera) {
    int frames = 1;
    while (!gaps.pass(key, camera)) {
      frames++;
    }
    return frames;
  }

  @Test
  void camera_afterItsFrameWasSeen_waitsForTheNextScene() {
    SceneGaps gaps = new SceneGaps(30, 100);
    assertThat(gaps.pass(KEY, "a")).isTrue();
    gaps.begin(KEY, "a");
    assertThat(framesUntilNext(gaps, KEY, "a")).isEqualTo(30);
  }

  @Test
  void cameras_andTargets_doNotWaitForEachOther() {
    SceneGaps gaps = new SceneGaps(30, 100);
    gaps.begin(KEY, "a");
    assertThat(gaps.pass(KEY, "b")).isTrue();
    assertThat(gaps.pass(WatchFixtures.target(0.02), "a")).isTrue();
    assertThat(gaps.pass(KEY, "a")).isFalse();
  }

  @Test
  void gapOfOne_neverWaits() {
    SceneGaps gaps = new SceneGaps(1, 100);
    gaps.begin(KEY, "a");
    assertThat(gaps.pass(KEY, "a")).isTrue();
  }

  @Test
  void cameras_aboveTheBound_pushOutTheOneSilentForLongest() {
    SceneGaps gaps = new SceneGaps(30, 2);
    gaps.begin(KEY, "a");
    gaps.begin(KEY, "b");
    gaps.pass(KEY, "a");
    gaps.begin(KEY, "c");
    assertThat(gaps.pass(KEY, "a")).isFalse();
    assertThat(gaps.pass(KEY, "c")).isFalse();
    assertThat(gaps.pass(KEY, "b")).isTrue();
  }
}
