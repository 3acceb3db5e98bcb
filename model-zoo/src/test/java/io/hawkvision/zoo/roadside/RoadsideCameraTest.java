package io.hawkvision.zoo.roadside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.zoo.roadside.Conditions.Lens;
import io.hawkvision.zoo.roadside.Conditions.Light;
import io.hawkvision.zoo.roadside.Conditions.Weather;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class RoadsideCameraTest {
  private static final long SEED = 7;

  /** A changed hash means changed pictures: raise VERSION and train anew. */
  @ParameterizedTest
  @CsvSource({
    "7, 0, e0e32d9c41338a4a4628e425c0b700c5cdfeda6fa83877da42c0733ab639481c",
    "7, 500, 07ed7a7aafefbce4f9344dbbabab3d2d696eafeadf315bbf77d885eaa63d6eab",
    "11, 123456789, f53136b291202f7c1fca8b0fd93ef9aa59a9948aa74b856b9527a22a9434f29b",
    "4000000, 31, b7ae66b20a100f31b0c835134371f9369ad89a9cc0ab218686a8a7d3a4a66f38"
  })
  void render_knownFrame_hasTheSamePixelsEverywhere(long seed, long index, String sha256)
      throws NoSuchAlgorithmException {
    assertThat(sha256(new RoadsideCamera(seed).render(index))).isEqualTo(sha256);
  }

  @Test
  void frame_askedInAnyOrder_isTheSame() {
    RoadsideCamera camera = new RoadsideCamera(SEED);
    List<byte[]> forward = new ArrayList<>();
    for (int k = 0; k < 40; k++) {
      forward.add(camera.render(k));
    }
    RoadsideCamera other = new RoadsideCamera(SEED);
    for (int k = 39; k >= 0; k--) {
      assertThat(other.render(k)).isEqualTo(forward.get(k));
    }
  }

  @Test
  void frame_fromManyThreads_isTheSame() throws InterruptedException, ExecutionException {
    RoadsideCamera camera = new RoadsideCamera(SEED);
    byte[] alone = camera.render(17);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<byte[]>> renders = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        long index = i % 2 == 0 ? 17 : i;
        renders.add(threads.submit(() -> camera.render(index)));
      }
      for (int i = 0; i < 16; i += 2) {
        assertThat(renders.get(i).get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void render_otherSeedOrNextFrame_differs() {
    byte[] frame = new RoadsideCamera(SEED).render(3);
    assertThat(frame).hasSize(3 * RoadsideCamera.WIDTH * RoadsideCamera.HEIGHT);
    assertThat(new RoadsideCamera(SEED + 1).render(3)).isNotEqualTo(frame);
    assertThat(new RoadsideCamera(SEED).render(4)).isNotEqualTo(frame);
  }

  @Test
  void frame_ofTheCamera_isAJpegWithItsSceneAndLabel() {
    RoadsideCamera camera = new RoadsideCamera(SEED);
    RoadsideFrame frame = camera.frame(100);
    assertThat(frame.jpeg()).startsWith(0xFF, 0xD8).endsWith(0xFF, 0xD9);
    assertThat(frame.index()).isEqualTo(100);
    assertThat(frame.scene()).isEqualTo(camera.scene(100).number());
    assertThat(frame.label()).isEqualTo(camera.scene(100).label());
  }

  @Test
  void frame_underFixedConditions_keepsSceneAndLabel() {
    Conditions night = new Conditions(Light.NIGHT, Weather.RAIN, Lens.DIRTY);
    RoadsideCamera free = new RoadsideCamera(SEED);
    RoadsideCamera fixed = new RoadsideCamera(SEED, night);
    for (int k = 0; k < 200; k += 5) {
      assertThat(fixed.scene(k).conditions()).isEqualTo(night);
      assertThat(fixed.scene(k).label()).isEqualTo(free.scene(k).label());
      assertThat(fixed.scene(k).number()).isEqualTo(free.scene(k).number());
    }
  }

  @Test
  void frame_negativeIndex_isRefused() {
    assertThatThrownBy(() -> new RoadsideCamera(SEED).frame(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void labels_startWithNoneAndAreUnique() {
    assertThat(RoadsideCamera.LABELS).startsWith("none", "stop").doesNotHaveDuplicates();
    assertThat(RoadsideCamera.LABELS).doesNotContain("decoy").hasSize(20);
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
