package io.hawkvision.zoo.onnx;

import com.google.protobuf.ByteString;
import io.hawkvision.zoo.onnx.proto.OnnxTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Numbers in and out of tensors that passed the {@link ModelGuard}. */
public final class Tensors {
  private Tensors() {}

  /** How many elements the dimensions stand for; 1 for a scalar. */
  public static long elements(OnnxTensor tensor) {
    long elements = 1;
    for (long dim : tensor.getDimsList()) {
      elements = Math.multiplyExact(elements, dim);
    }
    return elements;
  }

  /** The tensor's sizes. */
  public static int[] dims(OnnxTensor tensor) {
    return tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
  }

  /** Elements of a float tensor. */
  public static float[] floats(OnnxTensor tensor) throws UnusableModelException {
    require(tensor, TensorType.FLOAT);
    float[] values = new float[Math.toIntExact(elements(tensor))];
    if (tensor.getRawData().isEmpty()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
    } else {
      bytes(tensor).asFloatBuffer().get(values);
    }
    return values;
  }

  /** Elements of an int8, uint8 (as 0..255), int32 or int64 tensor whose values fit. */
  public static int[] ints(OnnxTensor tensor) throws UnusableModelException {
    int[] values = new int[Math.toIntExact(elements(tensor))];
    ByteBuffer raw = bytes(tensor);
    boolean isRaw = !tensor.getRawData().isEmpty();
    TensorType type = TensorType.ofCode(tensor.getDataType()).orElse(TensorType.STRING);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case INT8 -> isRaw ? raw.get(i) : tensor.getInt32Data(i);
            case UINT8 -> isRaw ? raw.get(i) & 0xff : tensor.getInt32Data(i);
            case INT32 -> isRaw ? raw.getInt(4 * i) : tensor.getInt32Data(i);
            case INT64 -> Math.toIntExact(isRaw ? raw.getLong(8 * i) : tensor.getInt64Data(i));
            default ->
                throw new UnusableModelException(
                    "tensor \"" + tensor.getName() + "\" holds no whole numbers");
          };
    }
    return values;
  }

  /** A float tensor. */
  public static OnnxTensor ofFloats(String name, List<Long> dims, float... values) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return tensor(name, TensorType.FLOAT, dims, raw);
  }

  /** An int8 tensor. */
  public static OnnxTensor ofInt8(String name, List<Long> dims, byte... values) {
    return tensor(
        name, TensorType.INT8, dims, ByteBuffer.wrap(Arrays.copyOf(values, values.length)));
  }

  /** A uint8 scalar. */
  public static OnnxTensor ofUint8(String name, int value) {
    ByteBuffer raw = ByteBuffer.wrap(new byte[] {(byte) value});
    return tensor(name, TensorType.UINT8, List.of(), raw);
  }

  /** An int32 tensor. */
  public static OnnxTensor ofInt32(String name, List<Long> dims, int... values) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asIntBuffer().put(values);
    return tensor(name, TensorType.INT32, dims, raw);
  }

  /** An int64 tensor of one dimension. */
  public static OnnxTensor ofInt64(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return tensor(name, TensorType.INT64, List.of((long) values.length), raw);
  }

  private static OnnxTensor tensor(String name, TensorType type, List<Long> dims, ByteBuffer raw) {
    return OnnxTensor.newBuilder()
        .setName(name)
        .setDataType(type.code())
        .addAllDims(dims)
        .setRawData(ByteString.copyFrom(raw))
        .build();
  }

  private static void require(OnnxTensor tensor, TensorType type) throws UnusableModelException {
    if (tensor.getDataType() != type.code()) {
      throw new UnusableModelException(
          "tensor \"" + tensor.getName() + "\" is not of type " + type);
    }
  }

  private static ByteBuffer bytes(OnnxTensor tensor) {
    return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }
}
