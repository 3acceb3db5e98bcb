package io.hawkvision.zoo.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.zoo.family.Fit;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class InputJpegTest {
  private static final List<Float> ZERO = List.of(0f, 0f, 0f);
  private static final List<Float> ONE = List.of(1f, 1f, 1f);

  private static EncodedImage frame() throws UnreadableImageException {
    return EncodedImage.probe(new RoadsideCamera(5).frame(40).jpeg(), ImageLimits.DEFAULT);
  }

  private static ImageInput input(int side, Fit fit, double crop) {
    return new ImageInput("input", side, side, fit, crop, ZERO, ONE);
  }

  @Test
  void stretch_hasExactlyTheInputsSizeAndNearlyItsPixels() throws UnreadableImageException {
    ImageInput input = input(96, Fit.STRETCH, 1);
    EncodedImage small = InputJpeg.shrink(frame(), input, 90, ImageLimits.DEFAULT);
    assertThat(small.width()).isEqualTo(96);
    assertThat(small.height()).isEqualTo(96);
    assertThat(small.bytes().length).isLessThan(frame().bytes().length / 2);
    Preprocessor preprocessor = new Preprocessor(input, ImageLimits.DEFAULT);
    byte[] direct = preprocessor.rgb(frame());
    byte[] again = preprocessor.rgb(small);
    double difference = 0;
    for (int i = 0; i < direct.length; i++) {
      difference += Math.abs((direct[i] & 0xFF) - (again[i] & 0xFF));
    }
    assertThat(difference / direct.length).as("mean difference of a pixel").isLessThan(6);
  }

  @Test
  void crop_keepsTheAspectAndWhatTheNetworkCropsAway() throws UnreadableImageException {
    EncodedImage image = frame();
    EncodedImage small =
        InputJpeg.shrink(image, input(64, Fit.CROP, 0.875), 90, ImageLimits.DEFAULT);
    double aspect = (double) image.width() / image.height();
    assertThat((double) small.width() / small.height()).isBetween(aspect * 0.97, aspect * 1.03);
    assertThat(Math.min(small.width(), small.height())).isEqualTo(74); // 64 / 0.875, rounded up
  }

  @Test
  void pictureThatIsSmallEnough_staysItself() throws UnreadableImageException {
    EncodedImage image = frame();
    assertThat(InputJpeg.shrink(image, input(1024, Fit.STRETCH, 1), 90, ImageLimits.DEFAULT))
        .isSameAs(image);
    assertThat(InputJpeg.shrink(image, input(200, Fit.STRETCH, 1), 100, ImageLimits.DEFAULT))
        .satisfies(
            sent -> assertThat(sent.bytes().length).isLessThanOrEqualTo(image.bytes().length));
  }
}
