package io.hawkvision.zoo.quantize;

import io.hawkvision.zoo.onnx.OnnxFile;
import io.hawkvision.zoo.onnx.TensorSpec;
import io.hawkvision.zoo.onnx.TensorType;
import io.hawkvision.zoo.onnx.Tensors;
import io.hawkvision.zoo.onnx.UnusableModelException;
import io.hawkvision.zoo.onnx.proto.OnnxNode;
import io.hawkvision.zoo.onnx.proto.OnnxTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a float network that the quantiser can take: Conv, Relu, MaxPool, GlobalAveragePool,
 * Flatten and Gemm in one chain. Anything else is refused by its name. One thread.
 */
public final class FloatReader {
  private final GraphWalk walk;
  private final List<FloatLayer> layers = new ArrayList<>();
  private Plane plane;
  private String tensor;

  private FloatReader(OnnxFile file, Plane plane, String tensor) {
    this.walk = new GraphWalk(file);
    this.plane = plane;
    this.tensor = tensor;
  }

  /**
   * Reads the chain from the only input to the output {@code logits}.
   *
   * @throws UnusableModelException naming the first node that a chain may not hold
   */
  public static FloatNetwork read(OnnxFile file) throws UnusableModelException {
    if (file.inputs().size() != 1 || file.inputs().get(0).type() != TensorType.FLOAT) {
      throw new UnusableModelException("the network needs one input of floats");
    }
    TensorSpec input = file.inputs().get(0);
    Plane plane = GraphWalk.picture(input);
    FloatReader reader = new FloatReader(file, plane, input.name());
    reader.read();
    return new FloatNetwork(plane, reader.layers);
  }

  private void read() throws UnusableModelException {
    while (layers.isEmpty() || !(layers.get(layers.size() - 1) instanceof FloatLayer.Dense)) {
      OnnxNode node = walk.only(tensor);
      FloatLayer layer =
          switch (node.getOpType()) {
            case "Conv" -> conv(node);
            case "MaxPool" -> pool(node);
            case "GlobalAveragePool" -> mean(node);
            case "Gemm" -> dense(node);
            default -> throw walk.refused(node, "is no layer that the quantiser knows");
          };
      try {
        plane = FloatNetwork.after(layer, plane);
      } catch (IllegalArgumentException impossible) {
        throw walk.refused(node, String.valueOf(impossible.getMessage()));
      }
      layers.add(layer);
    }
    if (!walk.isOutput(tensor)) {
      throw new UnusableModelException("the chain ends in \"" + tensor + "\", not in an output");
    }
  }

  private FloatLayer conv(OnnxNode node) throws UnusableModelException {
    OnnxTensor weight = walk.weight(node, 1);
    ConvShape shape = walk.convShape(node, weight, plane.channels());
    float[] bias = walk.has(node, 2) ? Tensors.floats(walk.weight(node, 2)) : new float[0];
    OnnxNode relu = walk.only(node.getOutput(0));
    if (!relu.getOpType().equals("Relu")) {
      throw walk.refused(node, "is not followed by Relu");
    }
    tensor = relu.getOutput(0);
    return new FloatLayer.Conv(
        node.getName(),
        shape,
        rows(Tensors.floats(weight), shape.outputs()),
        bias.length == 0 ? new float[shape.outputs()] : sized(node, bias, shape.outputs()));
  }

  private FloatLayer pool(OnnxNode node) throws UnusableModelException {
    walk.requirePool(node);
    tensor = node.getOutput(0);
    return new FloatLayer.MaxPool();
  }

  private FloatLayer mean(OnnxNode node) throws UnusableModelException {
    OnnxNode flatten = walk.only(node.getOutput(0));
    if (!flatten.getOpType().equals("Flatten")) {
      throw walk.refused(node, "is not followed by Flatten");
    }
    tensor = flatten.getOutput(0);
    return new FloatLayer.Mean();
  }

  private FloatLayer dense(OnnxNode node) throws UnusableModelException {
    if (plane.positions() != 1 || layers.isEmpty()) {
      throw walk.refused(node, "needs the mean of each channel before it");
    }
    OnnxTensor weight = walk.weight(node, 1);
    int outputs = walk.denseOutputs(node, weight, plane.channels(), Map.of("transB", 1L));
    tensor = node.getOutput(0);
    return new FloatLayer.Dense(
        node.getName(),
        rows(Tensors.floats(weight), outputs),
        sized(node, Tensors.floats(walk.weight(node, 2)), outputs));
  }

  private float[] sized(OnnxNode node, float[] values, int wanted) throws UnusableModelException {
    if (values.length != wanted) {
      throw walk.refused(node, "has " + values.length + " biases for " + wanted + " outputs");
    }
    return values;
  }

  private static float[][] rows(float[] values, int rows) {
    int each = values.length / rows;
    float[][] split = new float[rows][each];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(values, r * each, split[r], 0, each);
    }
    return split;
  }
}
