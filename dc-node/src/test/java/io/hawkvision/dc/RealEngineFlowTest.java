package io.hawkvision.dc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.hawkvision.dc.intake.NanoClock;
import io.hawkvision.proto.Answer;
import io.hawkvision.proto.Escalation;
import io.hawkvision.zoo.engine.NativeHandles;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Fit;
import io.hawkvision.zoo.family.GoldenVector;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.family.NetworkOutput;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.family.Tier;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Route;
import io.hawkvision.zoo.preprocess.JpegEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole node with ONNX Runtime. The network, made by model-zoo's make_models.py, answers four
 * times the mean of each channel, so every expected value is known without running it.
 */
@Tag("flow")
@Timeout(120)
@ExtendWith(NodeHealth.class)
class RealEngineFlowTest {
  private static final int[] GOLDEN_RGB = {200, 90, 60};
  private static final double TOLERANCE = 0.2; // a JPEG keeps a colour to within 3 of 255

  @TempDir private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    try (InputStream model = getClass().getResourceAsStream("/colours-dc.onnx")) {
      Files.copy(Objects.requireNonNull(model), directory.resolve("dc.onnx"));
    }
    Files.write(directory.resolve("golden.jpg"), jpeg(GOLDEN_RGB).toByteArray());
  }

  private static ByteString jpeg(int... rgb) {
    byte[] picture = new byte[3 * 40 * 30];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = (byte) rgb[i % 3];
    }
    return ByteString.copyFrom(JpegEncoder.encode(picture, 40, 30, 90));
  }

  private static List<Float> logits(int... rgb) {
    return Arrays.stream(rgb).mapToObj(value -> 4 * (value - 128) / 64f).toList();
  }

  private Family family(List<Float> goldenLogits) throws IOException {
    return family(List.of(variant("dc-m", 1 / 64f)), Map.of("dc-m", goldenLogits));
  }

  private Variant variant(String name, float scale) throws IOException {
    List<Float> mean = List.of(128f, 128f, 128f);
    List<Float> scales = List.of(scale, scale, scale);
    ImageInput input = new ImageInput("input", 16, 16, Fit.CROP, 0.875, mean, scales);
    Path model = directory.resolve("dc.onnx");
    NetworkOutput output = NetworkOutput.logits("logits");
    return new Variant(name, Tier.DC, model, Sha256.of(model), 9, 777, input, output);
  }

  private Family family(List<Variant> datacenter, Map<String, List<Float>> goldenLogits) {
    Path image = directory.resolve("golden.jpg");
    List<Variant> variants = new ArrayList<>(List.of(Fixtures.variant("edge-s", Tier.EDGE)));
    variants.addAll(datacenter);
    List<String> names = variants.stream().map(Variant::name).toList();
    return new Family(
        "signs",
        1,
        directory,
        "for tests",
        "Apache-2.0",
        List.of("red", "green", "blue"),
        variants,
        Optional.empty(),
        Optional.empty(),
        OutcomeTable.of(Route.originals(names)).build(),
        List.of(new GoldenVector(image, "0".repeat(64), TOLERANCE, goldenLogits)),
        Fixtures.MANIFEST_HASH);
  }

  private static RunningNode start(Family family) throws Exception {
    DcConfig config =
        TestNode.config("batch.max-frames", "4", "workers.count", "2", "batch.max-linger", "1ms");
    RunningNode.Surroundings around =
        new RunningNode.Surroundings(
            wanted -> List.of(family),
            OrtEngine::open,
            NanoClock.system(),
            (thread, error) -> error.printStackTrace());
    return RunningNode.start(config, DcNode.mutualTls(config), around);
  }

  @Test
  void escalations_manyAtOnce_eachGetsTheLogitsOfItsOwnPicture() throws Exception {
    try (RunningNode node = start(family(logits(GOLDEN_RGB)));
        EdgeClient edge = EdgeClient.connect(node.grpcPort()).hello()) {
      assertThat(NativeHandles.open("ort-session")).isEqualTo(1);
      assertThat(edge.next().hasWelcome()).isTrue();
      for (int id = 0; id < 60; id++) {
        Escalation escalation =
            Fixtures.escalation(id).toBuilder().setPayload(jpeg(4 * id, 128, 240 - 4 * id)).build();
        edge.escalate(escalation);
      }
      for (int i = 0; i < 60; i++) {
        Answer answer = edge.next().getAnswer();
        int id = (int) answer.getRequestId().asReadOnlyByteBuffer().getLong(8);
        List<Float> expected = logits(4 * id, 128, 240 - 4 * id);
        for (int label = 0; label < 3; label++) {
          assertThat(answer.getLogits(label))
              .as("logit %d of frame %d", label, id)
              .isCloseTo(expected.get(label), within((float) TOLERANCE));
        }
        assertThat(answer.getInferMicros()).isPositive();
      }
    }
  }

  @Test
  void escalations_toSeveralVariants_eachIsAnsweredByTheOneItNames() throws Exception {
    // The second network sees twice the contrast, so its logits are twice as large.
    List<Float> twice = logits(GOLDEN_RGB).stream().map(logit -> 2 * logit).toList();
    Family family =
        family(
            List.of(variant("dc-m", 1 / 64f), variant("dc-l", 1 / 32f)),
            Map.of("dc-m", logits(GOLDEN_RGB), "dc-l", twice));
    try (RunningNode node = start(family);
        EdgeClient edge = EdgeClient.connect(node.grpcPort()).hello()) {
      assertThat(NativeHandles.open("ort-session")).isEqualTo(2);
      assertThat(edge.next().getWelcome().getFamilies(0).getVariantsList())
          .containsExactly("dc-m", "dc-l");
      for (int id = 0; id < 20; id++) {
        edge.escalate(
            Fixtures.escalation(id).toBuilder()
                .setVariant(id % 2 == 0 ? "dc-m" : "dc-l")
                .setPayload(jpeg(200, 128, 40))
                .build());
      }
      for (int i = 0; i < 20; i++) {
        Answer answer = edge.next().getAnswer();
        boolean isLarge = answer.getRequestId().asReadOnlyByteBuffer().getLong(8) % 2 == 1;
        assertThat(answer.getVariant()).isEqualTo(isLarge ? "dc-l" : "dc-m");
        assertThat(answer.getLogits(0))
            .isCloseTo((isLarge ? 2 : 1) * 4.5f, within(2 * (float) TOLERANCE));
      }
    }
  }

  @Test
  @NodeHealth.ErrorsExpected
  void start_goldenVectorDisagrees_failsAndLeavesNothingOpen() throws IOException {
    Family unsound = family(List.of(1f, 2f, 3f));
    assertThatThrownBy(() -> start(unsound))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("golden.jpg");
  }
}
