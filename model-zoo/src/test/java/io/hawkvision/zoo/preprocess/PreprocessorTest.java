package io.hawkvision.zoo.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.engine.NativeHandles;
import io.hawkvision.zoo.family.ChannelOrder;
import io.hawkvision.zoo.family.ElementType;
import io.hawkvision.zoo.family.Fit;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.family.PixelFormat;
import io.hawkvision.zoo.family.TensorLayout;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class PreprocessorTest {
  private static final List<Float> MEANS = List.of(10f, 20f, 30f);
  private static final List<Float> SCALES = List.of(0.5f, 0.25f, 0.125f);

  @AfterEach
  void nothingStaysOpen() {
    assertThat(NativeHandles.openByKind().values()).containsOnly(0L);
  }

  @Test
  void into_onePixelColour_isPlanarRedGreenBlueNormalised() throws Exception {
    FloatBuffer slot = slot(input(4, 2, Fit.STRETCH, 1));
    preprocessor(4, 2, Fit.STRETCH, 1).into(probe(png(8, 8, (x, y) -> 0x640A32)), slot);
    assertThat(slot.position()).isZero();
    for (int i = 0; i < 8; i++) {
      assertThat(slot.get(i)).isEqualTo((100 - 10) * 0.5f, within(1e-4f));
      assertThat(slot.get(8 + i)).isEqualTo((10 - 20) * 0.25f, within(1e-4f));
      assertThat(slot.get(16 + i)).isEqualTo((50 - 30) * 0.125f, within(1e-4f));
    }
  }

  @ParameterizedTest
  @CsvSource({"RGB, NCHW", "BGR, NCHW", "RGB, NHWC", "BGR, NHWC"})
  void into_orderAndLayout_putEachChannelWhereTheNetworkWantsIt(
      ChannelOrder order, TensorLayout layout) throws Exception {
    PixelFormat format = new PixelFormat(order, layout, ElementType.FLOAT);
    ImageInput input = new ImageInput("input", 4, 2, Fit.STRETCH, 1, format, MEANS, SCALES);
    FloatBuffer slot = slot(input);
    EncodedImage image = probe(png(4, 2, (x, y) -> (x * 40) << 16 | (y * 100) << 8 | 7));
    new Preprocessor(input, ImageLimits.DEFAULT).into(image, slot);
    for (int i = 0; i < 8; i++) {
      int[] rgb = {i % 4 * 40, i / 4 * 100, 7};
      for (int channel = 0; channel < 3; channel++) {
        int value = rgb[order == ChannelOrder.RGB ? channel : 2 - channel];
        int at = layout == TensorLayout.NCHW ? channel * 8 + i : i * 3 + channel;
        float wanted = (value - MEANS.get(channel)) * SCALES.get(channel);
        assertThat(slot.get(at)).isEqualTo(wanted, within(1e-4f));
      }
    }
  }

  @Test
  void hash_ofTheDefaultFormat_isTheOneOfSchemaOne() {
    ImageInput input =
        new ImageInput(
            "input",
            96,
            96,
            Fit.CROP,
            0.875,
            List.of(128f, 128f, 128f),
            List.of(0.015625f, 0.015625f, 0.015625f));
    assertThat(new Preprocessor(input, ImageLimits.DEFAULT).hash())
        .isEqualTo("5eebe86223f9a574faab7211458065ddd6333a3ab4269a3b81c756be536c4dbf");
  }

  @Test
  void rgb_stretchToHalf_averagesPairsOfPixels() throws Exception {
    byte[] png = png(4, 2, (x, y) -> (x * 40) << 16 | (y * 100) << 8 | 7);
    byte[] rgb = preprocessor(2, 1, Fit.STRETCH, 1).rgb(probe(png));
    assertThat(rgb).containsExactly(20, 50, 7, 100, 50, 7);
  }

  @Test
  void rgb_crop_keepsTheCentreSquare() throws Exception {
    // 8 x 4, three quarters of the short side is 3: columns 2..4, rows 0..2.
    byte[] png = png(8, 4, (x, y) -> x << 16 | y << 8);
    byte[] rgb = preprocessor(3, 3, Fit.CROP, 0.75).rgb(probe(png));
    assertThat(Arrays.copyOf(rgb, 9)).containsExactly(2, 0, 0, 3, 0, 0, 4, 0, 0);
    assertThat(Arrays.copyOfRange(rgb, 18, 27)).containsExactly(2, 2, 0, 3, 2, 0, 4, 2, 0);
  }

  @Test
  void rgb_smallerPictureThanInput_isEnlarged() throws Exception {
    byte[] rgb = preprocessor(16, 16, Fit.CROP, 1).rgb(probe(png(5, 3, (x, y) -> 0x102030)));
    assertThat(rgb).hasSize(16 * 16 * 3).contains(0x10, 0x20, 0x30);
    assertThat(rgb[0]).isEqualTo((byte) 0x10);
  }

  @Test
  void rgb_largeJpegDecodedReduced_isCloseToTheFullOne() throws Exception {
    byte[] jpeg = gradient(640, 480);
    byte[] small = preprocessor(64, 64, Fit.STRETCH, 1).rgb(probe(jpeg));
    byte[] full = preprocessor(640, 480, Fit.STRETCH, 1).rgb(probe(jpeg));
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        int wanted = full[3 * ((y * 480 / 64 + 3) * 640 + x * 10 + 4)] & 0xFF;
        assertThat(small[3 * (y * 64 + x)] & 0xFF).isCloseTo(wanted, within(6));
      }
    }
  }

  @Test
  void rgb_anySizeAndReduction_decodes() throws Exception {
    for (int target : new int[] {1, 3, 8, 20}) {
      Preprocessor stretch = preprocessor(target, target, Fit.STRETCH, 1);
      Preprocessor crop = preprocessor(target, target, Fit.CROP, 0.7);
      for (int width = 1; width < 70; width += 3) {
        for (int height = 1; height < 40; height += 5) {
          EncodedImage image = probe(gradient(width, height));
          assertThat(stretch.rgb(image)).hasSize(3 * target * target);
          assertThat(crop.rgb(image)).hasSize(3 * target * target);
        }
      }
    }
  }

  @Test
  void rgb_greyAndAlphaPictures_becomeThreeChannels() throws Exception {
    BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 200);
    BufferedImage alpha = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
    alpha.setRGB(0, 0, 0xFF0A0B0C);
    Preprocessor same = preprocessor(4, 4, Fit.STRETCH, 1);
    assertThat(Arrays.copyOf(same.rgb(probe(encoded(grey, "png"))), 3))
        .containsExactly((byte) 200, (byte) 200, (byte) 200);
    assertThat(Arrays.copyOf(same.rgb(probe(encoded(alpha, "png"))), 3))
        .containsExactly(10, 11, 12);
  }

  @Test
  void into_heapOrWrongSlot_isRefused() throws Exception {
    Preprocessor preprocessor = preprocessor(4, 2, Fit.STRETCH, 1);
    EncodedImage image = probe(png(8, 8, (x, y) -> 0));
    assertThatThrownBy(() -> preprocessor.into(image, FloatBuffer.allocate(24)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> preprocessor.into(image, slot(input(4, 3, Fit.STRETCH, 1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void into_sliceOfALargerBuffer_staysInside() throws Exception {
    ImageInput input = input(4, 2, Fit.STRETCH, 1);
    FloatBuffer all =
        ByteBuffer.allocateDirect(3 * input.floats() * 4)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < all.limit(); i++) {
      all.put(i, -1f);
    }
    EncodedImage image = probe(png(8, 8, (x, y) -> 0xFFFFFF));
    preprocessor(4, 2, Fit.STRETCH, 1).into(image, all.slice(input.floats(), input.floats()));
    for (int i = 0; i < all.limit(); i++) {
      boolean inside = i >= input.floats() && i < 2 * input.floats();
      assertThat(all.get(i) == -1f).isEqualTo(!inside);
    }
  }

  @Test
  void hash_everyParameter_changesIt() {
    PixelFormat bgr = new PixelFormat(ChannelOrder.BGR, TensorLayout.NCHW, ElementType.FLOAT);
    String hash = preprocessor(4, 2, Fit.STRETCH, 1).hash();
    assertThat(hash).isEqualTo(preprocessor(4, 2, Fit.STRETCH, 1).hash());
    assertThat(
            List.of(
                preprocessor(2, 4, Fit.STRETCH, 1).hash(),
                preprocessor(4, 2, Fit.CROP, 1).hash(),
                preprocessor(4, 2, Fit.CROP, 0.5).hash(),
                new Preprocessor(
                        new ImageInput("input", 4, 2, Fit.STRETCH, 1, SCALES, SCALES),
                        ImageLimits.DEFAULT)
                    .hash(),
                new Preprocessor(
                        new ImageInput("input", 4, 2, Fit.STRETCH, 1, bgr, MEANS, SCALES),
                        ImageLimits.DEFAULT)
                    .hash()))
        .doesNotContain(hash)
        .doesNotHaveDuplicates();
  }

  @Test
  void rgb_manyThreads_giveWhatOneGives() throws Exception {
    Preprocessor preprocessor = preprocessor(24, 24, Fit.CROP, 0.9);
    List<EncodedImage> images = new ArrayList<>();
    List<byte[]> wanted = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      images.add(probe(gradient(60 + 10 * i, 50)));
      wanted.add(preprocessor.rgb(images.get(i)));
    }
    ExecutorService workers = Executors.newFixedThreadPool(4);
    try {
      List<Future<byte[]>> found = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        EncodedImage image = images.get(i % 8);
        found.add(workers.submit(() -> preprocessor.rgb(image)));
      }
      for (int i = 0; i < 400; i++) {
        assertThat(found.get(i).get()).isEqualTo(wanted.get(i % 8));
      }
    } finally {
      workers.shutdown();
    }
  }

  @Test
  void into_thousandMutatedPictures_eitherDecodeOrAreRefused() throws Exception {
    fuzz(gradient(80, 60), 3000, 11);
    fuzz(png(40, 30, (x, y) -> x * y * 977), 3000, 12);
  }

  @Test
  void into_manyPictures_leavesNoNativeMemory() throws Exception {
    Preprocessor preprocessor = preprocessor(96, 96, Fit.STRETCH, 1);
    FloatBuffer slot = slot(input(96, 96, Fit.STRETCH, 1));
    EncodedImage image = probe(gradient(320, 240));
    preprocessor.into(image, slot);
    long before = Pointer.totalCount();
    for (int i = 0; i < 200; i++) {
      preprocessor.into(image, slot);
      preprocessor.rgb(image);
    }
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  private static void fuzz(byte[] good, int rounds, long seed) throws Exception {
    Random random = new Random(seed);
    ImageLimits limits = new ImageLimits(1 << 20, 2000, 1_000_000);
    Preprocessor preprocessor = new Preprocessor(input(24, 24, Fit.CROP, 0.9), limits);
    FloatBuffer slot = slot(input(24, 24, Fit.CROP, 0.9));
    int decoded = 0;
    for (int i = 0; i < rounds; i++) {
      try {
        preprocessor.into(EncodedImage.probe(mutated(good, random), limits), slot);
        decoded++;
      } catch (UnreadableImageException refused) {
        assertThat(refused.reason()).isNotNull();
        assertThat(refused.getStackTrace()).isEmpty();
      }
    }
    assertThat(decoded).isBetween(1, rounds - 1);
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bad = good.clone();
    int changes = 1 + random.nextInt(4);
    for (int k = 0; k < changes; k++) {
      int at = random.nextInt(3) == 0 ? random.nextInt(bad.length) : random.nextInt(200);
      bad[Math.min(at, bad.length - 1)] = (byte) random.nextInt();
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length + 1)) : bad;
  }

  private static byte[] gradient(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      rgb[3 * i] = (byte) (255 * (i % width) / width);
      rgb[3 * i + 1] = (byte) (255 * (i / width) / height);
      rgb[3 * i + 2] = (byte) 128;
    }
    return JpegEncoder.encode(rgb, width, height, 92);
  }

  private static ImageInput input(int width, int height, Fit fit, double crop) {
    return new ImageInput("input", width, height, fit, crop, MEANS, SCALES);
  }

  private static Preprocessor preprocessor(int width, int height, Fit fit, double crop) {
    return new Preprocessor(input(width, height, fit, crop), ImageLimits.DEFAULT);
  }

  private static FloatBuffer slot(ImageInput input) {
    return ByteBuffer.allocateDirect(input.floats() * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static EncodedImage probe(byte[] bytes) throws UnreadableImageException {
    return EncodedImage.probe(bytes, ImageLimits.DEFAULT);
  }

  private interface Paint {
    int rgb(int x, int y);
  }

  private static byte[] png(int width, int height, Paint paint) throws IOException {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, paint.rgb(x, y));
      }
    }
    return encoded(picture, "png");
  }

  private static byte[] encoded(BufferedImage picture, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, format, out);
    return out.toByteArray();
  }

  @Test
  void encode_pixels_comeBackNearlyEqual() throws Exception {
    byte[] rgb =
        preprocessor(8, 8, Fit.STRETCH, 1).rgb(probe(ColourFamily.jpeg(8, 8, 200, 100, 50)));
    assertThat(rgb[0] & 0xFF).isCloseTo(200, within(4));
    assertThat(rgb[1] & 0xFF).isCloseTo(100, within(4));
    assertThat(rgb[2] & 0xFF).isCloseTo(50, within(4));
  }
}
