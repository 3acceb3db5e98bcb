package io.hawkvision.zoo.onnx;

import io.hawkvision.zoo.onnx.proto.OnnxAttribute;
import io.hawkvision.zoo.onnx.proto.OnnxModel;
import io.hawkvision.zoo.onnx.proto.OnnxNode;
import io.hawkvision.zoo.onnx.proto.OnnxTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Counts multiply-accumulates of one frame by following the sizes of pictures through the network:
 * convolutions, pooling, element-wise operators, fully connected layers. Where a size cannot be
 * followed the count stays unknown. One thread.
 */
final class Macs {
  private static final Set<String> POOLS = Set.of("MaxPool", "AveragePool", "LpPool");
  private static final Set<String> PASSING = Set.of("Cast", "DequantizeLinear", "Identity");
  private static final Set<String> GLOBAL_POOLS = Set.of("GlobalAveragePool", "GlobalMaxPool");

  private final Map<String, OnnxTensor> weights = new HashMap<>();

  /** Height and width by tensor, for one frame; 1, 1 after global pooling. */
  private final Map<String, long[]> sizes = new HashMap<>();

  private long total;

  private Macs() {}

  static OptionalLong of(OnnxModel model, List<TensorSpec> inputs) {
    Macs count = new Macs();
    model.getGraph().getInitializerList().forEach(t -> count.weights.put(t.getName(), t));
    for (OnnxNode node : model.getGraph().getNodeList()) {
      node.getAttributeList().stream()
          .filter(a -> node.getOpType().equals("Constant") && a.hasT())
          .forEach(a -> count.weights.put(node.getOutput(0), a.getT()));
    }
    for (TensorSpec input : inputs) {
      int rank = input.dims().size();
      if (rank == 4) {
        boolean channelsLast = input.dims().get(3) == 3 && input.dims().get(1) != 3;
        int first = channelsLast ? 1 : 2;
        long[] size = {input.dims().get(first), input.dims().get(first + 1)};
        if (size[0] > 0 && size[1] > 0) {
          count.sizes.put(input.name(), size);
        }
      }
    }
    try {
      for (OnnxNode node : model.getGraph().getNodeList()) {
        if (!count.follow(node)) {
          return OptionalLong.empty();
        }
      }
    } catch (ArithmeticException beyondReason) { // a stride of 0, sizes beyond 64 bits
      return OptionalLong.empty();
    }
    return OptionalLong.of(count.total);
  }

  /** False where a layer with weights has an input whose size is not known. */
  private boolean follow(OnnxNode node) {
    String op = node.getOpType();
    if (node.getOutputCount() == 0 || node.getInputCount() == 0) {
      return true;
    }
    if (op.equals("Conv") || op.equals("ConvInteger") || op.equals("QLinearConv")) {
      return convolve(node, op.equals("QLinearConv") ? 3 : 1);
    }
    if (op.equals("Gemm") || op.equals("MatMul")) {
      return multiply(node);
    }
    if (PASSING.contains(op) && weights.containsKey(node.getInput(0))) {
      weights.put(node.getOutput(0), weights.get(node.getInput(0)));
      return true;
    }
    Optional<long[]> size = sizeOfInputs(node);
    if (GLOBAL_POOLS.contains(op)) {
      size = Optional.of(new long[] {1, 1});
    } else if (POOLS.contains(op)) {
      size = size.map(in -> windowed(node, in, ints(node, "kernel_shape", new long[] {1, 1})));
    }
    size.ifPresent(value -> node.getOutputList().forEach(name -> sizes.put(name, value)));
    return true;
  }

  private Optional<long[]> sizeOfInputs(OnnxNode node) {
    return node.getInputList().stream()
        .filter(sizes::containsKey)
        .map(sizes::get)
        .reduce((a, b) -> a[0] * a[1] >= b[0] * b[1] ? a : b);
  }

  private boolean convolve(OnnxNode node, int weightInput) {
    Optional<OnnxTensor> weight = weight(node, weightInput);
    Optional<long[]> in = sizeOfInputs(node);
    if (weight.isEmpty() || in.isEmpty() || weight.get().getDimsCount() != 4) {
      return false;
    }
    OnnxTensor w = weight.get();
    long[] out = windowed(node, in.get(), new long[] {w.getDims(2), w.getDims(3)});
    total = Math.addExact(total, Math.multiplyExact(out[0] * out[1], Tensors.elements(w)));
    sizes.put(node.getOutput(0), out);
    return true;
  }

  /** A matrix that is multiplied once for each frame. */
  private boolean multiply(OnnxNode node) {
    Optional<OnnxTensor> weight = weight(node, 1);
    weight.ifPresent(w -> total += Tensors.elements(w));
    return weight.isPresent();
  }

  /** A weight that a quantised file reads through a DequantizeLinear or Cast counts as well. */
  private Optional<OnnxTensor> weight(OnnxNode node, int input) {
    return input < node.getInputCount()
        ? Optional.ofNullable(weights.get(node.getInput(input)))
        : Optional.empty();
  }

  private static long[] windowed(OnnxNode node, long[] in, long[] kernel) {
    long[] strides = ints(node, "strides", new long[] {1, 1});
    long[] pads = ints(node, "pads", new long[] {0, 0, 0, 0});
    long[] dilations = ints(node, "dilations", new long[] {1, 1});
    String auto = attribute(node, "auto_pad").map(a -> a.getS().toStringUtf8()).orElse("NOTSET");
    boolean ceil = attribute(node, "ceil_mode").map(a -> a.getI() != 0).orElse(false);
    long[] out = new long[2];
    for (int i = 0; i < 2; i++) {
      if (auto.startsWith("SAME")) {
        out[i] = (in[i] + strides[i] - 1) / strides[i];
      } else {
        long span = in[i] + pads[i] + pads[i + 2] - dilations[i] * (kernel[i] - 1) - 1;
        out[i] = (ceil ? (span + strides[i] - 1) / strides[i] : span / strides[i]) + 1;
      }
    }
    return out;
  }

  private static Optional<OnnxAttribute> attribute(OnnxNode node, String name) {
    return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  private static long[] ints(OnnxNode node, String name, long[] fallback) {
    return attribute(node, name)
        .map(a -> a.getIntsList().stream().mapToLong(Long::longValue).toArray())
        .filter(values -> values.length == fallback.length)
        .orElse(fallback);
  }
}
