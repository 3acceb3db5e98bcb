package io.hawkvision.zoo.quantize;

import io.hawkvision.zoo.onnx.OnnxFile;
import io.hawkvision.zoo.onnx.Tensors;
import io.hawkvision.zoo.onnx.UnusableModelException;
import io.hawkvision.zoo.onnx.proto.OnnxNode;
import io.hawkvision.zoo.onnx.proto.OnnxTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Reads the QDQ form that {@link QdqWriter} writes back into an integer network. Anything else is
 * refused by the name of the node: scales that are no powers of two, weights beyond 64, other zero
 * points, other operators. One thread.
 */
public final class QdqReader {
  private final OnnxFile file;
  private final GraphWalk walk;
  private final List<IntegerLayer> layers = new ArrayList<>();
  private OptionalInt stemLayer = OptionalInt.empty();
  private Plane plane;
  private String tensor;
  private int exponent;
  private int zero;

  private QdqReader(OnnxFile file, Plane plane) {
    this.file = file;
    this.walk = new GraphWalk(file);
    this.plane = plane;
    this.tensor = file.inputs().get(0).name();
  }

  /**
   * Reads a network.
   *
   * @throws UnusableModelException naming the node or tensor that an integer network may not hold
   */
  public static IntegerNetwork read(OnnxFile file) throws UnusableModelException {
    if (file.inputs().size() != 1) {
      throw new UnusableModelException("the network needs one input");
    }
    Plane input = GraphWalk.picture(file.inputs().get(0));
    QdqReader reader = new QdqReader(file, input);
    try {
      reader.read();
      return new IntegerNetwork(input, reader.layers, reader.stemLayer);
    } catch (IllegalArgumentException impossible) {
      throw new UnusableModelException(String.valueOf(impossible.getMessage()));
    }
  }

  private void read() throws UnusableModelException {
    OnnxNode first = walk.only(tensor);
    quantize(first);
    if (exponent != IntegerNetwork.PIXEL_EXPONENT || zero != IntegerNetwork.PIXEL_ZERO) {
      throw walk.refused(first, "must have scale 2^-6 and zero point 128");
    }
    while (layers.isEmpty() || !(layers.get(layers.size() - 1) instanceof IntegerLayer.Dense)) {
      OnnxNode node = walk.only(tensor);
      if (node.getOpType().equals("MaxPool")) {
        pool(node);
      } else if (node.getOpType().equals("DequantizeLinear")) {
        computed(node);
      } else {
        throw walk.refused(node, "is no layer of an integer network");
      }
      boolean isStem = file.outputs().stream().anyMatch(o -> o.name().equals(tensor));
      if (isStem && !(layers.get(layers.size() - 1) instanceof IntegerLayer.Dense)) {
        stemLayer = OptionalInt.of(layers.size() - 1);
      }
    }
    if (!walk.isOutput(tensor)) {
      throw new UnusableModelException("the chain ends in \"" + tensor + "\", not in an output");
    }
  }

  private void pool(OnnxNode node) throws UnusableModelException {
    walk.requirePool(node);
    layers.add(new IntegerLayer.MaxPool());
    plane = plane.halved();
    tensor = node.getOutput(0);
  }

  private void computed(OnnxNode dequantize) throws UnusableModelException {
    int[] zeros = Tensors.ints(walk.weight(dequantize, 2));
    int into = exponent(dequantize, scale(dequantize));
    if (into != exponent || zeros.length != 1 || zeros[0] != zero) {
      throw walk.refused(dequantize, "has another scale or zero point than its input was given");
    }
    OnnxNode node = walk.only(dequantize.getOutput(0));
    switch (node.getOpType()) {
      case "Conv" -> conv(node);
      case "ReduceSum" -> sum(node);
      case "Gemm" -> dense(node);
      default -> throw walk.refused(node, "is no layer of an integer network");
    }
  }

  private void conv(OnnxNode node) throws UnusableModelException {
    OnnxNode weightNode = walk.maker(node, 1, "DequantizeLinear");
    OnnxTensor weight = int8(weightNode);
    ConvShape shape = walk.convShape(node, weight, plane.channels());
    int[] weightExponents = exponents(weightNode, shape.outputs());
    int[] bias = bias(node, weightExponents);
    int before = exponent;
    int zeroBefore = zero;
    quantize(walk.only(node.getOutput(0)));
    if (zero != 0) {
      throw walk.refused(node, "is not followed by a zero point of 0");
    }
    int[] shifts = new int[shape.outputs()];
    for (int o = 0; o < shifts.length; o++) {
      shifts[o] = before + weightExponents[o] - exponent;
    }
    byte[][] rows = rows(weight, shape.outputs());
    String name = node.getName();
    layers.add(new IntegerLayer.Conv(name, shape, rows, bias, zeroBefore, shifts, exponent));
    plane = plane.after(shape);
  }

  private void sum(OnnxNode node) throws UnusableModelException {
    boolean keeps = GraphWalk.attribute(node, "keepdims").map(a -> a.getI() != 0).orElse(true);
    if (keeps || !Arrays.equals(Tensors.ints(walk.weight(node, 1)), new int[] {2, 3})) {
      throw walk.refused(node, "does not sum height and width away");
    }
    int before = exponent;
    quantize(walk.only(node.getOutput(0)));
    layers.add(new IntegerLayer.Sum(before - exponent, exponent));
    plane = new Plane(plane.channels(), 1, 1);
  }

  private void dense(OnnxNode node) throws UnusableModelException {
    OnnxNode weightNode = walk.maker(node, 1, "DequantizeLinear");
    OnnxTensor weight = int8(weightNode);
    int outputs = walk.denseOutputs(node, weight, plane.size(), Map.of("transB", 1L));
    int[] weightExponents = exponents(weightNode, outputs);
    if (Arrays.stream(weightExponents).distinct().count() != 1) {
      throw walk.refused(weightNode, "must have one scale");
    }
    int[] bias = bias(node, weightExponents);
    layers.add(
        new IntegerLayer.Dense(
            node.getName(), rows(weight, outputs), bias, exponent + weightExponents[0]));
    tensor = node.getOutput(0);
  }

  /** Bias must stand in units of the sums it is added to. */
  private int[] bias(OnnxNode node, int[] weightExponents) throws UnusableModelException {
    OnnxNode biasNode = walk.maker(node, 2, "DequantizeLinear");
    OnnxTensor bias = walk.weight(biasNode, 0);
    int[] biasExponents = exponents(biasNode, weightExponents.length);
    for (int o = 0; o < weightExponents.length; o++) {
      if (biasExponents[o] != exponent + weightExponents[o]) {
        throw walk.refused(biasNode, "has a scale that is not the input's times the weights'");
      }
    }
    requireNoZeroPoint(biasNode);
    return Tensors.ints(bias);
  }

  private OnnxTensor int8(OnnxNode node) throws UnusableModelException {
    requireNoZeroPoint(node);
    OnnxTensor weight = walk.weight(node, 0);
    if (weight.getDataType() != 3) {
      throw walk.refused(node, "has weights that are not int8");
    }
    return weight;
  }

  private void requireNoZeroPoint(OnnxNode node) throws UnusableModelException {
    if (walk.has(node, 2)
        && Arrays.stream(Tensors.ints(walk.weight(node, 2))).anyMatch(z -> z != 0)) {
      throw walk.refused(node, "has a zero point");
    }
  }

  private void quantize(OnnxNode node) throws UnusableModelException {
    if (!node.getOpType().equals("QuantizeLinear")) {
      throw walk.refused(node, "stands where a QuantizeLinear belongs");
    }
    OnnxTensor zeroPoint = walk.weight(node, 2);
    int[] zeros = Tensors.ints(zeroPoint);
    if (zeroPoint.getDataType() != 2 || zeros.length != 1) {
      throw walk.refused(node, "does not quantise to uint8 by one zero point");
    }
    exponent = exponent(node, scale(node));
    zero = zeros[0];
    tensor = node.getOutput(0);
  }

  private float scale(OnnxNode node) throws UnusableModelException {
    float[] scales = Tensors.floats(walk.weight(node, 1));
    if (scales.length != 1) {
      throw walk.refused(node, "has " + scales.length + " scales");
    }
    return scales[0];
  }

  private int[] exponents(OnnxNode node, int outputs) throws UnusableModelException {
    float[] scales = Tensors.floats(walk.weight(node, 1));
    boolean isAxis0 = GraphWalk.attribute(node, "axis").map(a -> a.getI() == 0).orElse(false);
    if (scales.length != 1 && (scales.length != outputs || !isAxis0)) {
      throw walk.refused(node, "has " + scales.length + " scales for " + outputs + " outputs");
    }
    int[] exponents = new int[outputs];
    for (int o = 0; o < outputs; o++) {
      exponents[o] = exponent(node, scales[scales.length == 1 ? 0 : o]);
    }
    return exponents;
  }

  private int exponent(OnnxNode node, float scale) throws UnusableModelException {
    int exponent = -Math.getExponent(scale);
    if (!(scale > 0) || Math.abs(exponent) > 40 || Math.scalb(1f, -exponent) != scale) {
      throw walk.refused(node, "has scale " + scale + ", which is no power of two");
    }
    return exponent;
  }

  private static byte[][] rows(OnnxTensor weight, int outputs) throws UnusableModelException {
    int[] values = Tensors.ints(weight);
    int each = values.length / outputs;
    byte[][] rows = new byte[outputs][each];
    for (int i = 0; i < values.length; i++) {
      rows[i / each][i % each] = (byte) values[i];
    }
    return rows;
  }
}
