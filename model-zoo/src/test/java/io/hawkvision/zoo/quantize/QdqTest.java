package io.hawkvision.zoo.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.zoo.onnx.OnnxFile;
import io.hawkvision.zoo.onnx.Tensors;
import io.hawkvision.zoo.onnx.UnusableModelException;
import io.hawkvision.zoo.onnx.proto.OnnxGraph;
import io.hawkvision.zoo.onnx.proto.OnnxModel;
import io.hawkvision.zoo.onnx.proto.OnnxTensor;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class QdqTest {
  private static IntegerNetwork network(boolean perChannel) {
    Quantizer.Options options = new Quantizer.Options(perChannel, OptionalInt.of(1));
    return Quantizer.quantize(TinyNetwork.of(8), TinyNetwork.frames(9, 16), options).network();
  }

  /** The written file with one initialiser replaced. */
  private static OnnxFile with(String tensor, UnaryOperator<OnnxTensor> change)
      throws UnusableModelException {
    OnnxModel model = OnnxFile.parse("int8.onnx", QdqWriter.write(network(false))).model();
    OnnxGraph.Builder graph = model.getGraph().toBuilder();
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      if (graph.getInitializer(i).getName().equals(tensor)) {
        graph.setInitializer(i, change.apply(graph.getInitializer(i)));
        return OnnxFile.of("int8.onnx", model.toBuilder().setGraph(graph).build());
      }
    }
    throw new IllegalArgumentException(tensor);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void read_whatWasWritten_isTheSameNetwork(boolean perChannel) throws Exception {
    IntegerNetwork network = network(perChannel);
    byte[] file = QdqWriter.write(network);

    IntegerNetwork again = QdqReader.read(OnnxFile.parse("int8.onnx", file));

    assertThat(QdqWriter.write(again)).isEqualTo(file);
    for (byte[] frame : TinyNetwork.frames(10, 20)) {
      assertThat(again.run(frame).logits()).isEqualTo(network.run(frame).logits());
      assertThat(again.run(frame).stem()).isEqualTo(network.run(frame).stem());
    }
  }

  @Test
  void write_network_countsMacsAndParameters() throws Exception {
    OnnxFile file = OnnxFile.parse("int8.onnx", QdqWriter.write(network(false)));

    assertThat(file.macs()).hasValue(64L * 432 + 16 * 256 + 4 * 4608 + 160);
    assertThat(file.outputs()).extracting(o -> o.name()).containsExactly("stem", "logits");
  }

  @Test
  void read_scaleOfNoPowerOfTwo_isRefusedByNode() throws Exception {
    OnnxFile file = with("layer0.scale", t -> Tensors.ofFloats(t.getName(), t.getDimsList(), 0.1f));

    assertThatThrownBy(() -> QdqReader.read(file))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("layer0/QuantizeLinear")
        .hasMessageContaining("no power of two");
  }

  @Test
  void read_weightBeyond64_isRefused() throws Exception {
    OnnxFile file =
        with(
            "layer2.w8",
            t -> {
              byte[] weights = t.getRawData().toByteArray();
              weights[5] = -100;
              return Tensors.ofInt8(t.getName(), t.getDimsList(), weights);
            });

    assertThatThrownBy(() -> QdqReader.read(file)).hasMessageContaining("weight -100 beyond +-64");
  }

  @Test
  void read_biasInOtherUnits_isRefused() throws Exception {
    OnnxFile file =
        with("layer0.b.scale", t -> Tensors.ofFloats(t.getName(), t.getDimsList(), 0.5f));

    assertThatThrownBy(() -> QdqReader.read(file))
        .hasMessageContaining("scale that is not the input's times the weights'");
  }

  @Test
  void of_modelWithoutGraph_isRefused() {
    OnnxModel model = OnnxModel.newBuilder().build();
    assertThatThrownBy(() -> OnnxFile.of("empty.onnx", model))
        .hasMessageContaining("it has no graph");
  }

  @Test
  void extremeFrames_network_driveSumsToTheirEnds() {
    IntegerNetwork network = network(false);
    IntegerLayer.Conv first = (IntegerLayer.Conv) network.layers().get(0);
    int largest = 0;
    for (byte[] frame : ExtremeFrames.of(network)) {
      int[] sums = IntegerNetwork.sums(first, network.input(), frame);
      largest = Math.max(largest, Arrays.stream(sums).map(Math::abs).max().orElse(0));
    }
    int possible = 0;
    for (int o = 0; o < 4; o++) {
      int sum = 0;
      for (byte weight : first.weights()[o]) {
        sum += Math.abs(weight) * 127;
      }
      possible = Math.max(possible, sum);
    }
    assertThat(largest).isGreaterThan(possible * 9 / 10);
  }
}
