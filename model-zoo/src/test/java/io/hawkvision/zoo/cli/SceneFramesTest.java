package io.hawkvision.zoo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.zoo.roadside.RoadsideCamera;
import io.hawkvision.zoo.roadside.RoadsideFrame;
import io.hawkvision.zoo.roadside.SceneSpan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SceneFramesTest {
  private static final long SEED = 2_000_123;

  /** From "frame 12 of camera 3". */
  private static long index(SceneFrames source, int i) {
    String name = source.name(i);
    return Long.parseLong(name.substring("frame ".length(), name.indexOf(" of ")));
  }

  @Test
  void frames_ofEachScene_areConsecutiveAndAtMostAsManyAsAsked() throws Exception {
    SceneFrames source = new SceneFrames(SEED, 40, 3);
    RoadsideCamera camera = new RoadsideCamera(SEED);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < source.frames(); i++) {
      LabelledFrame frame = source.frame(i);
      int order = counts.merge(frame.segment(), 1, Integer::sum) - 1;
      assertThat(frame.order()).isEqualTo(order);
      assertThat(frame.label()).isEqualTo(source.label(i));
      long index = index(source, i);
      RoadsideFrame drawn = camera.frame(index);
      assertThat(frame.image().bytes()).isEqualTo(drawn.jpeg());
      assertThat(drawn.scene()).isEqualTo(frame.segment());
    }
    assertThat(counts).hasSize(40);
    assertThat(counts.values()).allMatch(count -> count >= 1 && count <= 3).contains(1, 2, 3);
  }

  @Test
  void frames_ofTheSameSeed_areTheSame() {
    SceneFrames one = new SceneFrames(SEED, 30, 3);
    SceneFrames other = new SceneFrames(SEED, 30, 3);
    assertThat(one.frames()).isEqualTo(other.frames());
    for (int i = 0; i < one.frames(); i++) {
      assertThat(one.name(i)).isEqualTo(other.name(i));
    }
  }

  /** The promise of a certificate is about frames, so no place in a scene may be favoured. */
  @Test
  void frames_overManyScenes_favourNoPlaceInAScene() {
    int scenes = 20_000;
    SceneFrames source = new SceneFrames(SEED, scenes, 3);
    RoadsideCamera camera = new RoadsideCamera(SEED);
    int[] taken = new int[20];
    int[] there = new int[20];
    Set<Long> indices = new HashSet<>();
    for (int i = 0; i < source.frames(); i++) {
      indices.add(index(source, i));
    }
    assertThat(indices).hasSize(source.frames());
    for (int scene = 0; scene < scenes; scene++) {
      SceneSpan span = camera.span(scene);
      for (int place = 0; span.frames() == 12 && place < 12; place++) {
        there[place]++;
        taken[place] += indices.contains(span.firstFrame() + place) ? 1 : 0;
      }
    }
    double expected = 3.0 / (12 + 3 - 1);
    for (int place = 0; place < 12; place++) {
      double error = Math.sqrt(expected * (1 - expected) / there[place]);
      assertThat((double) taken[place] / there[place])
          .as("place %d", place)
          .isBetween(expected - 4 * error, expected + 4 * error);
    }
  }

  @Test
  void span_ofEveryScene_followsTheOneBefore() {
    RoadsideCamera camera = new RoadsideCamera(SEED);
    long next = 0;
    for (long scene = 0; scene < 200; scene++) {
      SceneSpan span = camera.span(scene);
      assertThat(span.firstFrame()).isEqualTo(next);
      assertThat(span.frames()).isBetween(6, 20);
      next += span.frames();
    }
    assertThat(camera.frame(camera.span(7).firstFrame()).scene()).isEqualTo(7);
    assertThat(camera.frame(camera.span(8).firstFrame() - 1).scene()).isEqualTo(7);
  }
}
