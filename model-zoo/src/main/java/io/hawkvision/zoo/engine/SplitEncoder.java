package io.hawkvision.zoo.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import io.hawkvision.zoo.engine.NativeHandles.Kind;
import io.hawkvision.zoo.family.SplitModel;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The edge's half of a split model: from the stem of the edge variant to the code. Worker threads,
 * several at a time.
 */
public final class SplitEncoder implements AutoCloseable {
  private static final String STEM = "stem";
  private static final String CODE = "code";

  private final SealedSession session;
  private final int[] stemSizes;
  private final int[] codeSizes;

  private SplitEncoder(SealedSession session) throws EngineException {
    this.session = session;
    this.stemSizes = session.sizes(true, STEM, OnnxJavaType.UINT8, 4);
    this.codeSizes = session.sizes(false, CODE, OnnxJavaType.UINT8, 4);
  }

  /** Loads the encoder of a split model. */
  public static SplitEncoder open(SplitModel split) throws EngineException {
    SealedSession session = SealedSession.open("split encoder", split.encoder());
    try {
      return new SplitEncoder(session);
    } catch (EngineException unusable) {
      session.close();
      throw unusable;
    }
  }

  /** Channels, height and width of the code. */
  public int[] codeSizes() {
    return codeSizes.clone();
  }

  /**
   * The code of one frame.
   *
   * @param stem uint8 [C,H,W] as the edge variant gave it
   * @return uint8 [C,H,W]
   */
  public byte[] encode(byte[] stem) throws EngineException {
    int wanted = stemSizes[0] * stemSizes[1] * stemSizes[2];
    if (stem.length != wanted) {
      throw new EngineException("a stem of " + stem.length + " values, not " + wanted);
    }
    ByteBuffer values = ByteBuffer.allocateDirect(stem.length).put(stem).flip();
    long[] shape = {1, stemSizes[0], stemSizes[1], stemSizes[2]};
    return session.run(
        open -> {
          OnnxTensor tensor =
              OnnxTensor.createTensor(OrtRuntime.environment(), values, shape, OnnxJavaType.UINT8);
          NativeHandles.opened(Kind.ORT_TENSOR);
          try (OrtSession.Result result = open.run(Map.of(STEM, tensor))) {
            return Stems.of(result.get(0), 1)[0];
          } finally {
            tensor.close();
            NativeHandles.closed(Kind.ORT_TENSOR);
          }
        });
  }

  @Override
  public void close() {
    session.close();
  }
}
