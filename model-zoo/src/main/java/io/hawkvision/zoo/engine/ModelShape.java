package io.hawkvision.zoo.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.hawkvision.zoo.family.ElementType;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.family.TensorLayout;
import io.hawkvision.zoo.family.Variant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that a loaded network has the input and output its manifest speaks of. */
final class ModelShape {
  private static final Set<OnnxJavaType> FLOATS =
      EnumSet.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16);

  private static final int MAX_BATCH = 1024;

  private final Variant variant;

  private ModelShape(Variant variant) {
    this.variant = variant;
  }

  /** The batches a network takes that is as its manifest says. */
  static BatchSize require(OrtSession session, Variant variant, int labels) throws EngineException {
    ModelShape shape = new ModelShape(variant);
    try {
      Map<String, NodeInfo> inputs = session.getInputInfo();
      if (inputs.size() != 1) {
        throw shape.wrong("has inputs " + inputs.keySet() + ", not one");
      }
      BatchSize in = shape.input(inputs);
      BatchSize out = shape.output(session.getOutputInfo(), labels);
      if (in.isFixed() && out.isFixed() && !in.equals(out)) {
        throw shape.wrong("takes batches of " + in.frames() + " and gives " + out.frames());
      }
      shape.stem(session.getOutputInfo(), in.isFixed() || out.isFixed());
      return in.isFixed() ? in : out;
    } catch (OrtException unreadable) {
      throw new EngineException(variant.name() + ": inputs and outputs unreadable", unreadable);
    }
  }

  private BatchSize input(Map<String, NodeInfo> inputs) throws EngineException {
    ImageInput input = variant.input();
    String name = "input \"" + input.name() + "\"";
    TensorInfo tensor = floats(name, inputs.get(input.name()), inputs.keySet());
    boolean isHalf = tensor.type == OnnxJavaType.FLOAT16;
    if (isHalf != (input.format().type() == ElementType.FLOAT16)) {
      String type = isHalf ? "float16" : "float";
      throw wrong(name + " is " + type + ", not " + input.format().type().word());
    }
    long[] actual = tensor.getShape();
    long[] picture = picture(input);
    boolean fits = actual.length == picture.length + 1;
    for (int i = 0; fits && i < picture.length; i++) {
      fits = matches(actual[i + 1], picture[i]);
    }
    if (!fits) {
      throw unlike(name, actual, picture);
    }
    return batch(name, actual[0]);
  }

  private static long[] picture(ImageInput input) {
    return input.format().layout() == TensorLayout.NCHW
        ? new long[] {3, input.height(), input.width()}
        : new long[] {input.height(), input.width(), 3};
  }

  /** One number for each class; dimensions of one element may stand before or after them. */
  private BatchSize output(Map<String, NodeInfo> outputs, int labels) throws EngineException {
    String name = "output \"" + variant.output().name() + "\"";
    TensorInfo tensor = floats(name, outputs.get(variant.output().name()), outputs.keySet());
    long[] actual = tensor.getShape();
    int classes = variant.output().background().outputs(labels);
    long fixed = 1;
    boolean hasFree = actual.length == 0;
    for (int i = 1; i < actual.length; i++) {
      hasFree |= actual[i] < 0;
      fixed *= Math.max(1, actual[i]);
    }
    boolean isRow = actual.length == 1 && matches(actual[0], classes);
    if (isRow && classes > 1) {
      return new BatchSize(1);
    }
    if (fixed != classes && !(hasFree && fixed == 1)) {
      throw unlike(name, actual, new long[] {classes});
    }
    return actual.length == 0 ? BatchSize.FREE : batch(name, actual[0]);
  }

  private void stem(Map<String, NodeInfo> outputs, boolean isFixed) throws EngineException {
    if (variant.stem().isEmpty()) {
      return;
    }
    String name = "stem \"" + variant.stem().get() + "\"";
    NodeInfo node = outputs.get(variant.stem().get());
    if (node == null) {
      throw wrong("has no " + name + " but " + outputs.keySet());
    }
    if (!(node.getInfo() instanceof TensorInfo tensor)
        || tensor.type != OnnxJavaType.UINT8
        || tensor.getShape().length != 4) {
      throw wrong(name + " is not a tensor of uint8 [N,C,H,W]");
    }
    if (isFixed) {
      throw wrong("has a stem and takes batches of one size only");
    }
  }

  private BatchSize batch(String name, long dimension) throws EngineException {
    if (dimension == 0 || dimension > MAX_BATCH) {
      throw wrong(name + " takes batches of " + dimension + ", not 1 to " + MAX_BATCH);
    }
    return dimension < 0 ? BatchSize.FREE : new BatchSize((int) dimension);
  }

  private static boolean matches(long actual, long wanted) {
    return actual == wanted || actual < 0;
  }

  private TensorInfo floats(String name, @Nullable NodeInfo node, Set<String> names)
      throws EngineException {
    if (node == null) {
      throw wrong("has no " + name + " but " + names);
    }
    if (!(node.getInfo() instanceof TensorInfo tensor) || !FLOATS.contains(tensor.type)) {
      throw wrong(name + " is not a tensor of floats");
    }
    return tensor;
  }

  private EngineException unlike(String name, long[] actual, long[] wanted) {
    return wrong(
        name + " is " + Arrays.toString(actual) + ", not a batch of " + Arrays.toString(wanted));
  }

  private EngineException wrong(String what) {
    return new EngineException(variant.name() + ": " + what);
  }
}
