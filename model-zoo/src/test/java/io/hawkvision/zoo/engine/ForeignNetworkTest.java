package io.hawkvision.zoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.engine.OrtEngine.Options;
import io.hawkvision.zoo.family.BackgroundClass;
import io.hawkvision.zoo.family.ChannelOrder;
import io.hawkvision.zoo.family.ElementType;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Fit;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.family.NetworkOutput;
import io.hawkvision.zoo.family.OutputValues;
import io.hawkvision.zoo.family.PixelFormat;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.family.TensorLayout;
import io.hawkvision.zoo.family.Tier;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks as other people export them, through preprocessing and engine. */
@Tag("contract")
class ForeignNetworkTest {
  private static final List<Float> NOTHING = List.of(0f, 0f, 0f);
  private static final List<Float> TO_ONE = List.of(1 / 255f, 1 / 255f, 1 / 255f);
  private static final int FRAMES = 5;

  @TempDir Path directory;
  private Family family;

  @BeforeEach
  void writeFamily() throws Exception {
    family = ColourFamily.write(directory);
  }

  @AfterEach
  void nothingStaysOpen() {
    assertThat(NativeHandles.openByKind().values()).containsOnly(0L);
  }

  @ParameterizedTest
  @CsvSource({
    "nhwc-softmax, RGB, NHWC, FLOAT, PROBABILITIES, NONE",
    "half-bgr-one, BGR, NCHW, FLOAT16, PROBABILITIES, NONE",
    "background-first-of-two, RGB, NCHW, FLOAT, LOGITS, FIRST",
    "background-last, RGB, NCHW, FLOAT16, LOGITS, LAST"
  })
  void run_foreignNetwork_givesTheProbabilitiesOfAPlainOne(
      String model,
      ChannelOrder order,
      TensorLayout layout,
      ElementType type,
      OutputValues values,
      BackgroundClass background)
      throws Exception {
    PixelFormat format = new PixelFormat(order, layout, type);
    Variant variant = variant(model, format, new NetworkOutput("classes", values, background));
    Preprocessor preprocessor = new Preprocessor(variant.input(), ImageLimits.DEFAULT);
    try (OrtEngine engine = OrtEngine.open(family, variant, new Options(1, FRAMES, 1));
        TensorLease lease = engine.acquire()) {
      for (int i = 0; i < FRAMES; i++) {
        byte[] jpeg = ColourFamily.jpeg(16, 16, 20 + 40 * i, 100, 200 - 40 * i);
        preprocessor.into(EncodedImage.probe(jpeg, ImageLimits.DEFAULT), lease.slot(i));
      }
      float[][] logits = engine.run(lease, FRAMES);
      assertThat(logits).hasDimensions(FRAMES, 3);
      for (int i = 0; i < FRAMES; i++) {
        float[] plain = {4 * (20 + 40 * i) / 255f, 400 / 255f, 4 * (200 - 40 * i) / 255f};
        assertThat(Scores.softmax(logits[i])).containsExactly(Scores.softmax(plain), within(0.01f));
      }
    }
  }

  @Test
  void run_fixedBatchOfTwo_isTheSameForAnyNumberOfFrames() throws Exception {
    PixelFormat format = PixelFormat.DEFAULT;
    NetworkOutput output = new NetworkOutput("classes", OutputValues.LOGITS, BackgroundClass.FIRST);
    Variant variant = variant("background-first-of-two", format, output);
    try (OrtEngine engine = OrtEngine.open(family, variant, new Options(1, FRAMES, 1));
        TensorLease lease = engine.acquire()) {
      for (int i = 0; i < FRAMES; i++) {
        for (int k = 0; k < variant.input().floats(); k++) {
          lease.slot(i).put(k, 0.1f * i);
        }
      }
      for (int frames = 1; frames <= FRAMES; frames++) {
        float[][] logits = engine.run(lease, frames);
        assertThat(logits).hasDimensions(frames, 3);
        for (int i = 0; i < frames; i++) {
          assertThat(logits[i])
              .containsExactly(new float[] {0.4f * i, 0.4f * i, 0.4f * i}, within(1e-5f));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "half-bgr-one, BGR, NCHW, FLOAT, NONE, 'is float16, not float'",
    "nhwc-softmax, RGB, NCHW, FLOAT, NONE, 'not a batch of [3, 8, 8]'",
    "nhwc-softmax, RGB, NHWC, FLOAT, LAST, 'is [-1, 3], not a batch of [4]'",
    "background-last, RGB, NCHW, FLOAT16, NONE, 'is [-1, 4, 1, 1], not a batch of [3]'"
  })
  void open_manifestSaysOtherwise_isRefused(
      String model,
      ChannelOrder order,
      TensorLayout layout,
      ElementType type,
      BackgroundClass background,
      String expected)
      throws Exception {
    NetworkOutput output = new NetworkOutput("classes", OutputValues.LOGITS, background);
    Variant variant = variant(model, new PixelFormat(order, layout, type), output);
    assertThatThrownBy(() -> OrtEngine.open(family, variant, new Options(1, 1, 1)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(expected);
  }

  private Variant variant(String model, PixelFormat format, NetworkOutput output) throws Exception {
    byte[] bytes = ColourFamily.model(model);
    Path file = Files.write(directory.resolve(model + ".onnx"), bytes);
    ImageInput input = new ImageInput("picture", 8, 8, Fit.STRETCH, 1, format, NOTHING, TO_ONE);
    return new Variant("edge-s", Tier.EDGE, file, Sha256.of(bytes), 9, 201, input, output);
  }
}
