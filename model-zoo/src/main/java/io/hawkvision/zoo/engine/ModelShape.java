package io.hawkvision.zoo.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.hawkvision.zoo.family.Variant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that a loaded network has the input and output its manifest speaks of. */
final class ModelShape {
  private final Variant variant;
  private final int maxBatch;

  private ModelShape(Variant variant, int maxBatch) {
    this.variant = variant;
    this.maxBatch = maxBatch;
  }

  static void require(OrtSession session, Variant variant, int labels, int maxBatch)
      throws EngineException {
    ModelShape shape = new ModelShape(variant, maxBatch);
    try {
      Map<String, NodeInfo> inputs = session.getInputInfo();
      if (inputs.size() != 1) {
        throw shape.wrong("has inputs " + inputs.keySet() + ", not one");
      }
      long[] picture = {3, variant.input().height(), variant.input().width()};
      shape.require("input", variant.input().name(), inputs, picture);
      shape.require(
          "output", variant.output().name(), session.getOutputInfo(), new long[] {labels});
    } catch (OrtException unreadable) {
      throw new EngineException(variant.name() + ": inputs and outputs unreadable", unreadable);
    }
  }

  /** A tensor of floats whose first dimension is the batch and whose others are these. */
  private void require(String role, String name, Map<String, NodeInfo> nodes, long[] wanted)
      throws EngineException {
    @Nullable NodeInfo node = nodes.get(name);
    if (node == null) {
      throw wrong("has no " + role + " \"" + name + "\" but " + nodes.keySet());
    }
    if (!(node.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
      throw wrong(role + " \"" + name + "\" is not a tensor of floats");
    }
    long[] actual = tensor.getShape();
    boolean fits = actual.length == wanted.length + 1;
    for (int i = 0; fits && i < wanted.length; i++) {
      fits = actual[i + 1] == wanted[i] || actual[i + 1] < 0;
    }
    if (!fits) {
      throw wrong(
          role
              + " \""
              + name
              + "\" is "
              + Arrays.toString(actual)
              + ", not a batch of "
              + Arrays.toString(wanted));
    }
    if (actual[0] >= 0 && !(actual[0] == 1 && maxBatch == 1)) {
      throw wrong(role + " \"" + name + "\" takes batches of " + actual[0] + " only");
    }
  }

  private EngineException wrong(String what) {
    return new EngineException(variant.name() + ": " + what);
  }
}
