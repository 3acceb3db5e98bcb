package io.hawkvision.zoo.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.platform.Fp16Conversions;
import io.hawkvision.zoo.engine.NativeHandles.Kind;
import io.hawkvision.zoo.onnx.OnnxFile;
import io.hawkvision.zoo.onnx.TensorSpec;
import io.hawkvision.zoo.onnx.UnusableModelException;
import io.hawkvision.zoo.onnx.proto.OnnxModel;
import io.hawkvision.zoo.onnx.proto.OnnxNode;
import io.hawkvision.zoo.onnx.proto.OnnxValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Finds out what somebody else's ONNX file takes, gives and costs. Opens the file and runs it on
 * noise; the calling thread.
 */
public final class NetworkProbe {
  /** The product of two matrices or a convolution, by the place of the weights. */
  private static final Map<String, Integer> MULTIPLYING =
      Map.of(
          "Conv",
          1,
          "ConvInteger",
          1,
          "QLinearConv",
          3,
          "ConvTranspose",
          1,
          "Gemm",
          1,
          "MatMul",
          1,
          "MatMulInteger",
          1,
          "QLinearMatMul",
          3);

  /** Operators that hand on what a softmax gave. */
  private static final Set<String> TRANSPARENT =
      Set.of("Reshape", "Squeeze", "Flatten", "Identity", "Cast", "Unsqueeze", "Transpose");

  private final byte[] model;
  private final OnnxFile file;
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;

  /**
   * An input or output.
   *
   * @param shape with -1 where any size will do
   * @param type {@code FLOAT}, {@code FLOAT16} and others
   */
  public record Tensor(String name, List<Long> shape, String type) {
    public Tensor {
      shape = List.copyOf(shape);
    }

    static Tensor of(TensorSpec spec) {
      return new Tensor(spec.name(), spec.dims(), spec.type().name());
    }

    public boolean isHalf() {
      return type.equals(OnnxJavaType.FLOAT16.name());
    }

    public boolean isFloat() {
      return isHalf() || type.equals(OnnxJavaType.FLOAT.name());
    }
  }

  private NetworkProbe(byte[] model, OnnxFile file) {
    this.model = model;
    this.file = file;
    this.inputs = file.inputs().stream().map(Tensor::of).toList();
    this.outputs = file.outputs().stream().map(Tensor::of).toList();
  }

  /**
   * Reads the file; nothing of it runs yet.
   *
   * @param name what messages call it
   */
  public static NetworkProbe of(String name, byte[] model) throws EngineException {
    try {
      return new NetworkProbe(model, OnnxFile.parse(name, model));
    } catch (UnusableModelException refused) {
      throw new EngineException(String.valueOf(refused.getMessage()));
    }
  }

  public List<Tensor> inputs() {
    return inputs;
  }

  public List<Tensor> outputs() {
    return outputs;
  }

  /** How many weights the file holds. */
  public long parameters() {
    return file.parameters();
  }

  /** Whether this output is what a softmax gave, at most in another shape. */
  public boolean endsInSoftmax(String output) {
    String wanted = output;
    Set<String> seen = new LinkedHashSet<>();
    while (seen.add(wanted)) {
      String name = wanted;
      Optional<OnnxNode> producer =
          file.nodes().stream().filter(n -> n.getOutputList().contains(name)).findFirst();
      if (producer.isEmpty() || producer.get().getInputCount() == 0) {
        return false;
      }
      if (producer.get().getOpType().equals("Softmax")) {
        return true;
      }
      if (!TRANSPARENT.contains(producer.get().getOpType())) {
        return false;
      }
      wanted = producer.get().getInput(0);
    }
    return false;
  }

  /**
   * What the network gives for noise.
   *
   * @param shape of the input, the batch first, no -1
   * @param highest the noise is uniform from 0 to this
   */
  public float[] noiseOutput(String output, List<Long> shape, float highest)
      throws EngineException {
    try (OpenSession session = new OpenSession(model);
        OnnxTensor noise = noise(shape, highest);
        OrtSession.Result result =
            session.get().run(Map.of(inputs.get(0).name(), noise), Set.of(output))) {
      FloatBuffer floats = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[floats.remaining()];
      floats.get(values);
      return values;
    } catch (OrtException failed) {
      throw new EngineException("does not run on an input of " + shape, failed);
    }
  }

  /**
   * Multiply-accumulates of convolutions and matrix products for one frame, counted from the shapes
   * that one run has. What lies inside conditions and loops is not counted.
   *
   * @param shape of the input, the batch first, no -1
   */
  public long macs(List<Long> shape) throws EngineException {
    List<OnnxNode> products =
        file.nodes().stream().filter(n -> MULTIPLYING.containsKey(n.getOpType())).toList();
    Map<String, long[]> shapes = shapesInside(products, shape);
    long macs = 0;
    for (OnnxNode node : products) {
      long[] weights = shapes.getOrDefault(node.getInput(weightsAt(node)), new long[0]);
      boolean isTransposed = node.getOpType().equals("ConvTranspose");
      String counted = isTransposed ? node.getInput(0) : node.getOutput(0);
      long[] places = shapes.getOrDefault(counted, new long[0]);
      macs += product(places, 0) * macsOfOne(node, weights, shapes);
    }
    return macs / Math.max(1, shape.get(0));
  }

  private static int weightsAt(OnnxNode node) {
    return MULTIPLYING.getOrDefault(node.getOpType(), 1);
  }

  private static long macsOfOne(OnnxNode node, long[] weights, Map<String, long[]> shapes) {
    if (node.getOpType().contains("Conv")) {
      return product(weights, 1);
    }
    long[] left = shapes.getOrDefault(node.getInput(0), new long[0]);
    if (node.getOpType().equals("Gemm") && left.length == 2) {
      // Whether either side is transposed is said in attributes; the result's size tells, too.
      long[] result = shapes.getOrDefault(node.getOutput(0), new long[] {1, 1});
      return product(left, 0) / Math.max(1, result[0]);
    }
    return left.length == 0 ? 0 : left[left.length - 1];
  }

  private static long product(long[] shape, int from) {
    long product = shape.length == 0 ? 0 : 1;
    for (int i = from; i < shape.length; i++) {
      product *= shape[i];
    }
    return product;
  }

  /** Runs the network once with what the products take and give as outputs of their own. */
  private Map<String, long[]> shapesInside(List<OnnxNode> products, List<Long> shape)
      throws EngineException {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(inputs.get(0).name(), shape.stream().mapToLong(Long::longValue).toArray());
    Set<String> wanted = new LinkedHashSet<>();
    for (OnnxNode node : products) {
      wanted.add(node.getOutput(0));
      wanted.add(node.getInput(0));
      wanted.add(node.getInput(weightsAt(node)));
    }
    wanted.removeAll(shapes.keySet());
    for (String name : List.copyOf(wanted)) {
      constant(name).ifPresent(known -> shapes.put(name, known));
    }
    wanted.removeAll(shapes.keySet());
    if (wanted.isEmpty()) {
      return shapes;
    }
    try (OpenSession session = new OpenSession(withOutputs(wanted));
        OnnxTensor noise = noise(shape, 1);
        OrtSession.Result result = session.get().run(Map.of(inputs.get(0).name(), noise), wanted)) {
      for (String name : wanted) {
        result
            .get(name)
            .filter(OnnxTensor.class::isInstance)
            .ifPresent(value -> shapes.put(name, ((OnnxTensor) value).getInfo().getShape()));
      }
      return shapes;
    } catch (OrtException failed) {
      throw new EngineException("does not run on an input of " + shape, failed);
    }
  }

  private Optional<long[]> constant(String name) {
    return file.model().getGraph().getInitializerList().stream()
        .filter(tensor -> tensor.getName().equals(name))
        .map(t -> t.getDimsList().stream().mapToLong(Long::longValue).toArray())
        .findFirst();
  }

  private byte[] withOutputs(Set<String> names) {
    OnnxModel.Builder changed = file.model().toBuilder();
    Set<String> added = new LinkedHashSet<>(names);
    outputs.forEach(output -> added.remove(output.name()));
    added.forEach(
        name -> changed.getGraphBuilder().addOutput(OnnxValue.newBuilder().setName(name)));
    return changed.build().toByteArray();
  }

  private OnnxTensor noise(List<Long> shape, float highest) throws OrtException {
    long[] dimensions = shape.stream().mapToLong(Long::longValue).toArray();
    int count = Math.toIntExact(product(dimensions, 0));
    Random random = new Random(1);
    if (inputs.get(0).isHalf()) {
      ShortBuffer halves = bytes(count * Short.BYTES).asShortBuffer();
      for (int i = 0; i < count; i++) {
        halves.put(i, Fp16Conversions.floatToFp16(highest * random.nextFloat()));
      }
      return OnnxTensor.createTensor(
          OrtRuntime.environment(), halves, dimensions, OnnxJavaType.FLOAT16);
    }
    FloatBuffer floats = bytes(count * Float.BYTES).asFloatBuffer();
    for (int i = 0; i < count; i++) {
      floats.put(i, highest * random.nextFloat());
    }
    return OnnxTensor.createTensor(OrtRuntime.environment(), floats, dimensions);
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
  }

  /** A session that is counted while it is open. */
  private static final class OpenSession implements AutoCloseable {
    private final OrtSession session;

    OpenSession(byte[] model) throws EngineException {
      try (SessionOptions options = new SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
        options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        session = OrtRuntime.environment().createSession(model, options);
        NativeHandles.opened(Kind.ORT_SESSION);
      } catch (OrtException refused) {
        throw new EngineException("not a network ONNX Runtime takes", refused);
      }
    }

    OrtSession get() {
      return session;
    }

    @Override
    public void close() throws OrtException {
      session.close();
      NativeHandles.closed(Kind.ORT_SESSION);
    }
  }
}
