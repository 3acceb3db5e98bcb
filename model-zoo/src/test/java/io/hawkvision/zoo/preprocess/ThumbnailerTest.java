package io.hawkvision.zoo.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.policy.PreGateFeatures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ThumbnailerTest {
  private final Thumbnailer thumbnailer = new Thumbnailer(ImageLimits.DEFAULT);

  private byte[] thumbnail(int width, int height, int red, int green, int blue) throws Exception {
    byte[] jpeg = ColourFamily.jpeg(width, height, red, green, blue);
    return thumbnailer.luminance(EncodedImage.probe(jpeg, ImageLimits.DEFAULT));
  }

  @Test
  void luminance_anySize_isAThumbnailOfTheColoursLuma() throws Exception {
    for (int side : new int[] {8, 40, 320}) {
      byte[] thumbnail = thumbnail(side, side / 2, 200, 100, 50);
      PreGateFeatures features = PreGateFeatures.ofFirst(thumbnail);
      assertThat(features.luminance()).isBetween(122.0, 126.0); // 0.299 R + 0.587 G + 0.114 B = 124
      assertThat(features.contrast()).isLessThan(1);
    }
  }

  @Test
  void luminance_black_isNoneAndWhiteIsAll() throws Exception {
    assertThat(thumbnail(40, 30, 0, 0, 0)).containsOnly(0);
    assertThat(thumbnail(40, 30, 255, 255, 255)).containsOnly(255);
  }

  @Test
  void hash_isTheSameForEqualThumbnailers() {
    assertThat(thumbnailer.hash()).isEqualTo(new Thumbnailer(ImageLimits.DEFAULT).hash());
  }
}
