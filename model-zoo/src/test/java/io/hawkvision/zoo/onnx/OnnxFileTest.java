package io.hawkvision.zoo.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.hawkvision.zoo.onnx.proto.OnnxAttribute;
import io.hawkvision.zoo.onnx.proto.OnnxDimension;
import io.hawkvision.zoo.onnx.proto.OnnxEntry;
import io.hawkvision.zoo.onnx.proto.OnnxGraph;
import io.hawkvision.zoo.onnx.proto.OnnxModel;
import io.hawkvision.zoo.onnx.proto.OnnxNode;
import io.hawkvision.zoo.onnx.proto.OnnxShape;
import io.hawkvision.zoo.onnx.proto.OnnxTensor;
import io.hawkvision.zoo.onnx.proto.OnnxTensorType;
import io.hawkvision.zoo.onnx.proto.OnnxType;
import io.hawkvision.zoo.onnx.proto.OnnxValue;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class OnnxFileTest {
  private static final long[] PICTURE = {-1, 3, 8, 8};

  private static OnnxValue value(String name, long... dims) {
    OnnxShape.Builder shape = OnnxShape.newBuilder();
    for (long dim : dims) {
      shape.addDim(
          dim < 0
              ? OnnxDimension.newBuilder().setDimParam("N")
              : OnnxDimension.newBuilder().setDimValue(dim));
    }
    OnnxTensorType tensor =
        OnnxTensorType.newBuilder().setElemType(TensorType.FLOAT.code()).setShape(shape).build();
    return OnnxValue.newBuilder()
        .setName(name)
        .setType(OnnxType.newBuilder().setTensorType(tensor))
        .build();
  }

  /** A convolution of 3x3 with stride 2 from 3 to 4 channels. */
  private static OnnxModel model(
      UnaryOperator<OnnxNode.Builder> node, UnaryOperator<OnnxTensor.Builder> weight) {
    OnnxNode.Builder conv =
        OnnxNode.newBuilder()
            .setName("first")
            .setOpType("Conv")
            .addInput("input")
            .addInput("w")
            .addOutput("logits")
            .addAttribute(ints("strides", 2, 2))
            .addAttribute(ints("pads", 1, 1, 1, 1));
    OnnxTensor.Builder tensor =
        Tensors.ofFloats("w", List.of(4L, 3L, 3L, 3L), new float[108]).toBuilder();
    OnnxGraph graph =
        OnnxGraph.newBuilder()
            .addNode(node.apply(conv))
            .addInitializer(weight.apply(tensor))
            .addInput(value("input", PICTURE))
            .addOutput(value("logits", -1, 4, 4, 4))
            .build();
    return OnnxModel.newBuilder().setIrVersion(8).setGraph(graph).build();
  }

  private static OnnxAttribute ints(String name, long... values) {
    return OnnxAttribute.newBuilder()
        .setName(name)
        .setType(7)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }

  private static byte[] plain() {
    return model(UnaryOperator.identity(), UnaryOperator.identity()).toByteArray();
  }

  @Test
  void parse_plainNetwork_givesShapesParametersAndMacs() throws Exception {
    OnnxFile file = OnnxFile.parse("a.onnx", plain());

    assertThat(file.inputs())
        .containsExactly(new TensorSpec("input", TensorType.FLOAT, List.of(-1L, 3L, 8L, 8L)));
    assertThat(file.outputs()).extracting(TensorSpec::name).containsExactly("logits");
    assertThat(file.parameters()).isEqualTo(108);
    assertThat(file.macs()).hasValue(4 * 4 * 108);
  }

  @Test
  void parse_externalData_isRefusedWithItsPlace() {
    OnnxModel model =
        model(
            UnaryOperator.identity(),
            w ->
                w.clearRawData()
                    .setDataLocation(1)
                    .addExternalData(
                        OnnxEntry.newBuilder().setKey("location").setValue("../../etc/passwd")));

    assertThatThrownBy(() -> OnnxFile.parse("a.onnx", model.toByteArray()))
        .isInstanceOf(UnusableModelException.class)
        .hasMessage(
            "a.onnx: tensor \"w\" lies in another file (\"../../etc/passwd\"); a family's networks"
                + " hold their weights themselves");
  }

  @Test
  void parse_customOperator_isRefusedByNodeAndDomain() {
    OnnxModel model =
        model(n -> n.setDomain("org.evil").setOpType("Shell"), UnaryOperator.identity());

    assertThatThrownBy(() -> OnnxFile.parse("a.onnx", model.toByteArray()))
        .hasMessageContaining("node \"first\" (Shell) is a custom operator of domain \"org.evil\"");
  }

  @Test
  void parse_fourGigabytesClaimed_isRefused() {
    OnnxModel model =
        model(UnaryOperator.identity(), w -> w.clearDims().addDims(1L << 16).addDims(1L << 16));

    assertThatThrownBy(() -> OnnxFile.parse("a.onnx", model.toByteArray()))
        .hasMessageContaining("tensor \"w\" claims dimensions [65536, 65536]");
  }

  @Test
  void parse_fewerElementsThanClaimed_isRefused() {
    OnnxModel model =
        model(UnaryOperator.identity(), w -> w.setRawData(ByteString.copyFrom(new byte[8])));

    assertThatThrownBy(() -> OnnxFile.parse("a.onnx", model.toByteArray()))
        .hasMessageContaining("claims dimensions [4, 3, 3, 3] but brings 2 elements");
  }

  @Test
  void parse_strideOfZero_leavesMacsUnknown() throws Exception {
    OnnxModel model =
        model(
            n -> n.clearAttribute().addAttribute(ints("strides", 0, 0)), UnaryOperator.identity());

    assertThat(OnnxFile.parse("a.onnx", model.toByteArray()).macs()).isEmpty();
  }

  @Test
  void parse_everyTruncation_isRefusedOrSmaller() {
    byte[] whole = plain();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> OnnxFile.parse("cut.onnx", cut))
          .isInstanceOf(UnusableModelException.class)
          .hasMessageContaining("cut.onnx");
    }
  }

  @Test
  void parse_damagedBytes_neverThrowsAnythingElse() {
    Random random = new Random(11);
    byte[] whole = plain();
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int k = 0; k < 3; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        OnnxFile.parse("damaged.onnx", damaged);
      } catch (UnusableModelException expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }
}
