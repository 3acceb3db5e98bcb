package io.hawkvision.zoo.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.CodedOutputStream;
import io.hawkvision.zoo.engine.NativeHandles.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_OUTPUT = 12;
  private static final int VALUE_NAME = 1;

  private final byte[] model;
  private final NetworkOutline outline;
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;

  /**
   * An input or output.
   *
   * @param shape with -1 where any size will do
   * @param type as Java has it: {@code FLOAT}, {@code FLOAT16} and others
   */
  public record Tensor(String name, List<Long> shape, String type) {
    public Tensor {
      shape = List.copyOf(shape);
    }

    public boolean isHalf() {
      return type.equals(OnnxJavaType.FLOAT16.name());
    }

    public boolean isFloat() {
      return isHalf() || type.equals(OnnxJavaType.FLOAT.name());
    }
  }

  private NetworkProbe(byte[] model) throws EngineException {
    this.model = model;
    this.outline = NetworkOutline.read(model);
    try (OpenSession session = new OpenSession(model)) {
      this.inputs = tensors(session.get().getInputInfo());
      this.outputs = tensors(session.get().getOutputInfo());
    } catch (OrtException refused) {
      throw new EngineException("not a network ONNX Runtime takes", refused);
    }
  }

  public static NetworkProbe of(byte[] model) throws EngineException {
    return new NetworkProbe(model);
  }

  public List<Tensor> inputs() {
    return inputs;
  }

  public List<Tensor> outputs() {
    return outputs;
  }

  /** How many weights the file holds. */
  public long parameters() {
    return outline.parameters();
  }

  public boolean endsInSoftmax(String output) {
    return outline.endsInSoftmax(output);
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
    List<NetworkOutline.Node> products =
        outline.nodes().stream().filter(n -> MULTIPLYING.containsKey(n.operator())).toList();
    Map<String, long[]> shapes = shapesInside(products, shape);
    long macs = 0;
    for (NetworkOutline.Node node : products) {
      long[] weights = shapes.getOrDefault(node.inputs().get(weightsAt(node)), new long[0]);
      boolean isTransposed = node.operator().equals("ConvTranspose");
      String counted = isTransposed ? node.inputs().get(0) : node.outputs().get(0);
      long[] places = shapes.getOrDefault(counted, new long[0]);
      macs += product(places, 0) * macsOfOne(node, weights, shapes);
    }
    return macs / Math.max(1, shape.get(0));
  }

  private static int weightsAt(NetworkOutline.Node node) {
    return MULTIPLYING.getOrDefault(node.operator(), 1);
  }

  private static long macsOfOne(
      NetworkOutline.Node node, long[] weights, Map<String, long[]> shapes) {
    if (node.operator().contains("Conv")) {
      return product(weights, 1);
    }
    long[] left = shapes.getOrDefault(node.inputs().get(0), new long[0]);
    if (node.operator().equals("Gemm") && left.length == 2) {
      // Whether either side is transposed is said in attributes; the result's size tells, too.
      long[] result = shapes.getOrDefault(node.outputs().get(0), new long[] {1, 1});
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
  private Map<String, long[]> shapesInside(List<NetworkOutline.Node> products, List<Long> shape)
      throws EngineException {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(inputs.get(0).name(), shape.stream().mapToLong(Long::longValue).toArray());
    Set<String> wanted = new LinkedHashSet<>();
    for (NetworkOutline.Node node : products) {
      wanted.add(node.outputs().get(0));
      wanted.add(node.inputs().get(0));
      wanted.add(node.inputs().get(weightsAt(node)));
    }
    wanted.removeAll(shapes.keySet());
    for (String name : List.copyOf(wanted)) {
      outline.shape(name).ifPresent(known -> shapes.put(name, known));
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

  /** Protobuf merges a second graph into the first, so outputs are added by appending. */
  private byte[] withOutputs(Set<String> names) {
    Set<String> added = new LinkedHashSet<>(names);
    outputs.forEach(output -> added.remove(output.name()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(model);
    bytes.writeBytes(
        message(
            MODEL_GRAPH,
            added.stream()
                .map(name -> message(GRAPH_OUTPUT, List.of(text(VALUE_NAME, name))))
                .toList()));
    return bytes.toByteArray();
  }

  private static byte[] message(int field, List<byte[]> parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    parts.forEach(body::writeBytes);
    return written(out -> out.writeByteArray(field, body.toByteArray()));
  }

  private static byte[] text(int field, String text) {
    return written(out -> out.writeString(field, text));
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      writing.to(out);
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
    return bytes.toByteArray();
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

  private static List<Tensor> tensors(Map<String, NodeInfo> nodes) {
    List<Tensor> tensors = new ArrayList<>();
    nodes.forEach(
        (name, node) -> {
          if (node.getInfo() instanceof TensorInfo tensor) {
            List<Long> shape = Arrays.stream(tensor.getShape()).boxed().toList();
            tensors.add(new Tensor(name, shape, tensor.type.name()));
          }
        });
    return List.copyOf(tensors);
  }

  /** A session that is counted while it is open. */
  private static final class OpenSession implements AutoCloseable {
    private final OrtSession session;

    OpenSession(byte[] model) throws OrtException {
      try (SessionOptions options = new SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
        options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        session = OrtRuntime.environment().createSession(model, options);
        NativeHandles.opened(Kind.ORT_SESSION);
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
