package io.hawkvision.zoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.onnx.OnnxFile;
import io.hawkvision.zoo.onnx.Tensors;
import io.hawkvision.zoo.onnx.proto.OnnxGraph;
import io.hawkvision.zoo.onnx.proto.OnnxModel;
import io.hawkvision.zoo.onnx.proto.OnnxTensor;
import io.hawkvision.zoo.quantize.ExtremeFrames;
import io.hawkvision.zoo.quantize.IntegerNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped int8 networks on ONNX Runtime against the integer reference. */
@Tag("contract")
class ExactCheckTest {
  @TempDir Path folder;

  private static Family shipped(String name) throws Exception {
    return FamilyReader.read(Path.of("families", name));
  }

  private static OrtEngine open(Family family, Variant variant) throws EngineException {
    return OrtEngine.open(family, variant, new OrtEngine.Options(1, 1, 1));
  }

  private static List<byte[]> noise(IntegerNetwork network, int count) {
    Random random = new Random(21);
    List<byte[]> frames = new ArrayList<>(ExtremeFrames.of(network));
    for (int i = 0; i < count; i++) {
      byte[] frame = new byte[network.input().size()];
      int spread = 1 + random.nextInt(128);
      int level = random.nextInt(256);
      for (int k = 0; k < frame.length; k++) {
        int value = level + (int) (random.nextGaussian() * spread);
        frame[k] = (byte) Math.max(0, Math.min(255, value));
      }
      frames.add(frame);
    }
    return frames;
  }

  /** Names of the shipped families. */
  static List<String> families() throws Exception {
    try (Stream<Path> folders = Files.list(Path.of("families"))) {
      List<String> names =
          folders
              .filter(folder -> Files.exists(folder.resolve("family.yaml")))
              .map(folder -> String.valueOf(folder.getFileName()))
              .sorted()
              .toList();
      assertThat(names).contains("imagenette", "roadside", "cifar10");
      return names;
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void difference_shippedNetwork_isNone(String name) throws Exception {
    Family family = shipped(name);
    try (OrtEngine engine = open(family, family.edge())) {
      ExactCheck check = ExactCheck.of(engine);
      for (byte[] frame : noise(check.reference(), 60)) {
        assertThat(check.difference(frame)).isEmpty();
      }
    }
  }

  /** A session of one file, a reference of another: what a wrong engine looks like. */
  @Test
  void requireExtremes_oneWeightChanged_refuses() throws Exception {
    Family family = shipped("roadside");
    Variant edge = family.edge();
    Path changed = folder.resolve("edge-s.onnx");
    Files.write(changed, oneWeightChanged(edge.file()));
    Variant other = edge.withFile(changed, Sha256.of(changed));
    try (OrtEngine engine = open(family, other)) {
      Files.copy(edge.file(), changed, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      ExactCheck check = ExactCheck.of(engine);

      assertThatThrownBy(check::requireExtremes)
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("edge-s: differs from the integer reference on extreme frame");
    }
  }

  @Test
  void of_floatNetwork_isRefusedByNode() throws Exception {
    Family family = shipped("roadside");
    Variant best = family.best();
    try (OrtEngine engine = open(family, best)) {
      assertThatThrownBy(() -> ExactCheck.of(engine))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("not an integer network: node");
    }
  }

  private static byte[] oneWeightChanged(Path file) throws Exception {
    OnnxModel model = OnnxFile.read(file).model();
    OnnxGraph.Builder graph = model.getGraph().toBuilder();
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      OnnxTensor tensor = graph.getInitializer(i);
      if (tensor.getName().equals("layer0.w8")) {
        byte[] weights = tensor.getRawData().toByteArray();
        weights[4] = (byte) (weights[4] > 0 ? weights[4] - 8 : weights[4] + 8);
        graph.setInitializer(i, Tensors.ofInt8(tensor.getName(), tensor.getDimsList(), weights));
      }
    }
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }
}
