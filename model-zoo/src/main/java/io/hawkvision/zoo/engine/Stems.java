package io.hawkvision.zoo.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import java.nio.ByteBuffer;

/** Cuts a uint8 output of a batch into frames. */
final class Stems {
  private Stems() {}

  static byte[][] of(OnnxValue value, int frames) throws EngineException {
    if (!(value instanceof OnnxTensor tensor)) {
      throw new EngineException("the stem is not a tensor");
    }
    ByteBuffer bytes = tensor.getByteBuffer();
    if (bytes.remaining() % frames != 0) {
      throw new EngineException(
          "the stem has " + bytes.remaining() + " bytes for " + frames + " frames");
    }
    byte[][] stems = new byte[frames][bytes.remaining() / frames];
    for (byte[] stem : stems) {
      bytes.get(stem);
    }
    return stems;
  }
}
