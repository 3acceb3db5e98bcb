package io.hawkvision.zoo.quantize;

import io.hawkvision.zoo.onnx.OnnxFile;
import io.hawkvision.zoo.onnx.TensorSpec;
import io.hawkvision.zoo.onnx.Tensors;
import io.hawkvision.zoo.onnx.UnusableModelException;
import io.hawkvision.zoo.onnx.proto.OnnxAttribute;
import io.hawkvision.zoo.onnx.proto.OnnxNode;
import io.hawkvision.zoo.onnx.proto.OnnxTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows a graph from tensor to tensor and checks what nodes say about themselves. One thread. */
final class GraphWalk {
  private final OnnxFile file;
  private final Map<String, List<OnnxNode>> readers = new HashMap<>();
  private final Map<String, OnnxNode> makers = new HashMap<>();
  private final Map<String, OnnxTensor> weights = new HashMap<>();

  GraphWalk(OnnxFile file) {
    this.file = file;
    file.model().getGraph().getInitializerList().forEach(t -> weights.put(t.getName(), t));
    for (OnnxNode node : file.nodes()) {
      if (node.getInputCount() > 0) {
        readers.computeIfAbsent(node.getInput(0), key -> new ArrayList<>()).add(node);
      }
      node.getOutputList().forEach(name -> makers.put(name, node));
    }
  }

  /** The picture [N,3,H,W] of an input. */
  static Plane picture(TensorSpec input) throws UnusableModelException {
    List<Long> dims = input.dims();
    boolean isPicture = dims.size() == 4 && dims.get(1) == 3 && dims.get(2) > 0 && dims.get(3) > 0;
    if (!isPicture || dims.get(2) > 4096 || dims.get(3) > 4096) {
      throw new UnusableModelException(
          "input \"" + input.name() + "\" is " + dims + ", not [N,3,H,W]");
    }
    return new Plane(3, (int) (long) dims.get(2), (int) (long) dims.get(3));
  }

  /** The one node whose first input is this tensor. */
  OnnxNode only(String tensor) throws UnusableModelException {
    List<OnnxNode> found = readers.getOrDefault(tensor, List.of());
    if (found.size() != 1) {
      throw new UnusableModelException(
          "tensor \"" + tensor + "\" is read by " + found.size() + " nodes; a chain has one");
    }
    OnnxNode node = found.get(0);
    if (node.getOutputCount() != 1) {
      throw refused(node, "has " + node.getOutputCount() + " outputs");
    }
    return node;
  }

  boolean isOutput(String tensor) {
    return file.outputs().stream().anyMatch(output -> output.name().equals(tensor));
  }

  boolean has(OnnxNode node, int input) {
    return input < node.getInputCount() && !node.getInput(input).isEmpty();
  }

  /** Input number {@code input}, which must be a constant. */
  OnnxTensor weight(OnnxNode node, int input) throws UnusableModelException {
    OnnxTensor found = has(node, input) ? weights.get(node.getInput(input)) : null;
    if (found == null) {
      throw refused(node, "has no constant as its input " + input);
    }
    return found;
  }

  /** The node that makes input number {@code input}. */
  OnnxNode maker(OnnxNode node, int input, String operator) throws UnusableModelException {
    OnnxNode found = has(node, input) ? makers.get(node.getInput(input)) : null;
    if (found == null || !found.getOpType().equals(operator)) {
      throw refused(node, "has no " + operator + " before its input " + input);
    }
    return found;
  }

  ConvShape convShape(OnnxNode node, OnnxTensor weight, int channels)
      throws UnusableModelException {
    long[] strides = ints(node, "strides", 1, 1);
    long[] pads = ints(node, "pads", 0, 0, 0, 0);
    int[] dims = Tensors.dims(weight);
    require(node, "group", 1);
    boolean isSquare =
        dims.length == 4
            && dims[2] == dims[3]
            && strides[0] == strides[1]
            && Arrays.stream(pads).distinct().count() == 1
            && Arrays.stream(ints(node, "dilations", 1, 1)).allMatch(d -> d == 1)
            && attribute(node, "auto_pad").isEmpty();
    if (!isSquare || dims[1] != channels) {
      throw refused(node, "is no plain square convolution of " + channels + " channels");
    }
    try {
      return new ConvShape(dims[1], dims[0], dims[2], (int) strides[0], (int) pads[0]);
    } catch (IllegalArgumentException unknown) {
      throw refused(node, "has " + unknown.getMessage());
    }
  }

  void requirePool(OnnxNode node) throws UnusableModelException {
    boolean isHalving =
        Arrays.equals(ints(node, "kernel_shape", 0, 0), new long[] {2, 2})
            && Arrays.equals(ints(node, "strides", 1, 1), new long[] {2, 2})
            && Arrays.stream(ints(node, "pads", 0, 0, 0, 0)).allMatch(pad -> pad == 0);
    require(node, "ceil_mode", 0);
    if (!isHalving) {
      throw refused(node, "is not a 2x2 pooling with stride 2");
    }
  }

  int denseOutputs(OnnxNode node, OnnxTensor weight, int channels, Map<String, Long> attributes)
      throws UnusableModelException {
    for (Map.Entry<String, Long> attribute : attributes.entrySet()) {
      long actual = attribute(node, attribute.getKey()).map(OnnxAttribute::getI).orElse(0L);
      if (actual != attribute.getValue()) {
        throw refused(node, "has " + attribute.getKey() + " " + actual);
      }
    }
    for (String factor : List.of("alpha", "beta")) {
      float actual = attribute(node, factor).map(OnnxAttribute::getF).orElse(1f);
      if (actual != 1f) {
        throw refused(node, "has " + factor + " " + actual);
      }
    }
    int[] dims = Tensors.dims(weight);
    if (dims.length != 2 || dims[1] != channels || dims[0] < 1) {
      throw refused(node, "has weights " + Arrays.toString(dims) + " for " + channels + " inputs");
    }
    return dims[0];
  }

  private void require(OnnxNode node, String name, long wanted) throws UnusableModelException {
    long actual = attribute(node, name).map(OnnxAttribute::getI).orElse(wanted);
    if (actual != wanted) {
      throw refused(node, "has " + name + " " + actual);
    }
  }

  static Optional<OnnxAttribute> attribute(OnnxNode node, String name) {
    return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  private static long[] ints(OnnxNode node, String name, long... fallback) {
    return attribute(node, name)
        .map(a -> a.getIntsList().stream().mapToLong(Long::longValue).toArray())
        .filter(values -> values.length == fallback.length)
        .orElse(fallback);
  }

  UnusableModelException refused(OnnxNode node, String why) {
    return new UnusableModelException(
        "node \"" + node.getName() + "\" (" + node.getOpType() + ") " + why);
  }
}
