package io.hawkvision.zoo.quantize;

import com.google.protobuf.ByteString;
import io.hawkvision.zoo.onnx.Tensors;
import io.hawkvision.zoo.onnx.proto.OnnxAttribute;
import io.hawkvision.zoo.onnx.proto.OnnxDimension;
import io.hawkvision.zoo.onnx.proto.OnnxGraph;
import io.hawkvision.zoo.onnx.proto.OnnxModel;
import io.hawkvision.zoo.onnx.proto.OnnxNode;
import io.hawkvision.zoo.onnx.proto.OnnxOperatorSet;
import io.hawkvision.zoo.onnx.proto.OnnxShape;
import io.hawkvision.zoo.onnx.proto.OnnxTensorType;
import io.hawkvision.zoo.onnx.proto.OnnxType;
import io.hawkvision.zoo.onnx.proto.OnnxValue;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Writes an integer network as ONNX in QDQ form: input {@code input} float [N,3,H,W], (pixel - 128)
 * / 64; outputs {@code logits} float [N,K] and, with a stem, {@code stem} uint8 [N,C,H,W]. ReLU is
 * the saturation of QuantizeLinear at zero point 0; the mean is a ReduceSum, exact in float32 since
 * its terms are whole multiples of one power of two. One thread.
 */
public final class QdqWriter {
  private static final int OPSET = 13;
  private static final int IR_VERSION = 8;
  private static final int FLOAT = 1;
  private static final int UINT8 = 2;

  private final IntegerNetwork network;
  private final OnnxGraph.Builder graph = OnnxGraph.newBuilder().setName("int8");
  private String tensor = "pixels";
  private int exponent = IntegerNetwork.PIXEL_EXPONENT;
  private int zero = IntegerNetwork.PIXEL_ZERO;

  private QdqWriter(IntegerNetwork network) {
    this.network = network;
  }

  /** The bytes of the ONNX file: the same for the same network. */
  public static byte[] write(IntegerNetwork network) {
    return new QdqWriter(network).model().toByteArray();
  }

  private OnnxModel model() {
    Plane input = network.input();
    graph.addInput(value("input", FLOAT, input.channels(), input.height(), input.width()));
    quantize("input", tensor, scale(exponent));
    for (int i = 0; i < network.layers().size(); i++) {
      add(network.layers().get(i), i);
    }
    return OnnxModel.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("hawkvision")
        .addOpsetImport(OnnxOperatorSet.newBuilder().setVersion(OPSET))
        .setGraph(graph)
        .build();
  }

  private void add(IntegerLayer layer, int index) {
    boolean isStem = network.stemLayer().equals(OptionalInt.of(index));
    String out = isStem ? "stem" : "layer" + index;
    if (layer instanceof IntegerLayer.Conv conv) {
      conv(conv, out);
    } else if (layer instanceof IntegerLayer.MaxPool) {
      node("MaxPool", List.of(tensor), out)
          .addAttribute(ints("kernel_shape", 2, 2))
          .addAttribute(ints("strides", 2, 2));
    } else if (layer instanceof IntegerLayer.Sum sum) {
      sum(sum, out);
    } else {
      dense((IntegerLayer.Dense) layer);
    }
    tensor = out;
    if (isStem) {
      Plane plane = network.planeAfter(index);
      graph.addOutput(value("stem", UINT8, plane.channels(), plane.height(), plane.width()));
    }
  }

  private void conv(IntegerLayer.Conv conv, String out) {
    ConvShape shape = conv.shape();
    float[] scales = new float[shape.outputs()];
    float[] biasScales = new float[shape.outputs()];
    for (int o = 0; o < scales.length; o++) {
      int weightExponent = conv.exponent() + conv.shifts()[o] - exponent;
      scales[o] = scale(weightExponent);
      biasScales[o] = scale(exponent + weightExponent);
    }
    boolean perTensor = IntStream.of(conv.shifts()).distinct().count() == 1;
    String in = dequantized(tensor, out + ".in");
    long kernel = shape.kernel();
    List<Long> dims = List.of((long) shape.outputs(), (long) shape.inputs(), kernel, kernel);
    graph.addInitializer(Tensors.ofInt8(out + ".w8", dims, joined(conv.weights())));
    graph.addInitializer(
        Tensors.ofInt32(out + ".b32", List.of((long) shape.outputs()), conv.bias()));
    String weight = constant(out + ".w8", out + ".w", scales, perTensor);
    String bias = constant(out + ".b32", out + ".b", biasScales, perTensor);
    node("Conv", List.of(in, weight, bias), out + ".sum")
        .addAttribute(ints("kernel_shape", kernel, kernel))
        .addAttribute(ints("strides", shape.stride(), shape.stride()))
        .addAttribute(ints("pads", shape.pad(), shape.pad(), shape.pad(), shape.pad()));
    exponent = conv.exponent();
    zero = 0;
    quantize(out + ".sum", out, scale(exponent));
  }

  private void sum(IntegerLayer.Sum sum, String out) {
    String in = dequantized(tensor, out + ".in");
    graph.addInitializer(Tensors.ofInt64(out + ".axes", 2, 3));
    node("ReduceSum", List.of(in, out + ".axes"), out + ".sum")
        .addAttribute(OnnxAttribute.newBuilder().setName("keepdims").setType(2).setI(0));
    exponent = sum.exponent();
    quantize(out + ".sum", out, scale(exponent));
  }

  private void dense(IntegerLayer.Dense dense) {
    String in = dequantized(tensor, "logits.in");
    int outputs = dense.bias().length;
    List<Long> dims = List.of((long) outputs, (long) dense.weights()[0].length);
    graph.addInitializer(Tensors.ofInt8("logits.w8", dims, joined(dense.weights())));
    graph.addInitializer(Tensors.ofInt32("logits.b32", List.of((long) outputs), dense.bias()));
    float[] scales = new float[outputs];
    float[] biasScales = new float[outputs];
    Arrays.fill(scales, scale(dense.exponent() - exponent));
    Arrays.fill(biasScales, scale(dense.exponent()));
    String weight = constant("logits.w8", "logits.w", scales, true);
    String bias = constant("logits.b32", "logits.b", biasScales, true);
    node("Gemm", List.of(in, weight, bias), "logits")
        .addAttribute(OnnxAttribute.newBuilder().setName("transB").setType(2).setI(1));
    graph.addOutput(value("logits", FLOAT, outputs));
  }

  private static byte[] joined(byte[][] rows) {
    byte[] all = new byte[rows.length * rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, all, r * rows[r].length, rows[r].length);
    }
    return all;
  }

  private static float scale(int exponent) {
    return Math.scalb(1f, -exponent);
  }

  private void quantize(String from, String to, float scale) {
    scaleOf(to, scale);
    node("QuantizeLinear", List.of(from, to + ".scale", to + ".zero"), to);
  }

  private void scaleOf(String tensor, float scale) {
    graph.addInitializer(Tensors.ofFloats(tensor + ".scale", List.of(), scale));
    graph.addInitializer(Tensors.ofUint8(tensor + ".zero", zero));
  }

  /** Pooling keeps its input's scale, so a tensor after it names the scale of the one before. */
  private String dequantized(String from, String to) {
    boolean hasScale =
        graph.getInitializerList().stream().anyMatch(t -> t.getName().equals(from + ".scale"));
    if (!hasScale) {
      scaleOf(from, scale(exponent));
    }
    node("DequantizeLinear", List.of(from, from + ".scale", from + ".zero"), to);
    return to;
  }

  private String constant(String from, String to, float[] scales, boolean perTensor) {
    String scale = to + ".scale";
    if (perTensor) {
      graph.addInitializer(Tensors.ofFloats(scale, List.of(), scales[0]));
      node("DequantizeLinear", List.of(from, scale), to);
    } else {
      graph.addInitializer(Tensors.ofFloats(scale, List.of((long) scales.length), scales));
      node("DequantizeLinear", List.of(from, scale), to)
          .addAttribute(OnnxAttribute.newBuilder().setName("axis").setType(2).setI(0));
    }
    return to;
  }

  private OnnxNode.Builder node(String operator, List<String> inputs, String output) {
    return graph
        .addNodeBuilder()
        .setName(output + "/" + operator)
        .setOpType(operator)
        .addAllInput(inputs)
        .addOutput(output);
  }

  private static OnnxAttribute ints(String name, long... values) {
    return OnnxAttribute.newBuilder()
        .setName(name)
        .setType(7)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }

  /** A tensor whose first dimension, the batch, is free. */
  private static OnnxValue value(String name, int type, long... dims) {
    OnnxShape.Builder shape = OnnxShape.newBuilder();
    shape.addDim(OnnxDimension.newBuilder().setDimParamBytes(ByteString.copyFromUtf8("N")));
    for (long dim : dims) {
      shape.addDim(OnnxDimension.newBuilder().setDimValue(dim));
    }
    OnnxTensorType tensor = OnnxTensorType.newBuilder().setElemType(type).setShape(shape).build();
    return OnnxValue.newBuilder()
        .setName(name)
        .setType(OnnxType.newBuilder().setTensorType(tensor))
        .build();
  }
}
