package io.hawkvision.zoo.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import io.hawkvision.zoo.engine.NativeHandles.Kind;
import io.hawkvision.zoo.family.ElementType;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.family.TensorLayout;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * Some slots of a lease as a network's input, over the lease's own memory. Owned by the method that
 * makes it; must be closed before the lease.
 */
final class InputTensor implements AutoCloseable {
  private final OnnxTensor tensor;

  private InputTensor(OnnxTensor tensor) {
    this.tensor = tensor;
    NativeHandles.opened(Kind.ORT_TENSOR);
  }

  static InputTensor of(LeasePool.Lease lease, ImageInput input, int from, int frames)
      throws OrtException {
    long[] shape =
        input.format().layout() == TensorLayout.NCHW
            ? new long[] {frames, 3, input.height(), input.width()}
            : new long[] {frames, input.height(), input.width(), 3};
    FloatBuffer floats = lease.frames(from, frames);
    if (input.format().type() == ElementType.FLOAT) {
      return new InputTensor(OnnxTensor.createTensor(OrtRuntime.environment(), floats, shape));
    }
    ShortBuffer halves = lease.halves(from, frames);
    for (int i = 0; i < floats.limit(); i++) {
      halves.put(i, Fp16Conversions.floatToFp16(floats.get(i)));
    }
    return new InputTensor(
        OnnxTensor.createTensor(OrtRuntime.environment(), halves, shape, OnnxJavaType.FLOAT16));
  }

  OnnxTensor tensor() {
    return tensor;
  }

  @Override
  public void close() {
    tensor.close();
    NativeHandles.closed(Kind.ORT_TENSOR);
  }
}
