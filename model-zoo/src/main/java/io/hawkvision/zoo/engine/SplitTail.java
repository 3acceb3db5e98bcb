package io.hawkvision.zoo.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.hawkvision.zoo.engine.NativeHandles.Kind;
import io.hawkvision.zoo.family.SplitModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * The datacenter's half of a split model: from what arrived of the code to logits. Worker threads,
 * several at a time.
 */
public final class SplitTail implements AutoCloseable {
  private static final String CODE = "code";
  private static final String MASK = "mask";
  private static final String LOGITS = "logits";

  private final SealedSession session;
  private final int[] sizes;
  private final int labels;

  /**
   * What arrived of one frame's code.
   *
   * @param code float [C,H,W], 0 where nothing came
   * @param mask float [C,H,W], 1 where a value came
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Arrived(float[] code, float[] mask) {}

  private SplitTail(SealedSession session, int labels) throws EngineException {
    this.session = session;
    this.labels = labels;
    this.sizes = session.sizes(true, CODE, OnnxJavaType.FLOAT, 4);
    session.sizes(true, MASK, OnnxJavaType.FLOAT, 4);
    int outputs = session.sizes(false, LOGITS, OnnxJavaType.FLOAT, 2)[0];
    if (outputs != labels) {
      throw new EngineException("split tail: " + outputs + " logits for " + labels + " labels");
    }
  }

  /** Loads the tail of a split model. */
  public static SplitTail open(SplitModel split, int labels) throws EngineException {
    SealedSession session = SealedSession.open("split tail", split.tail().network());
    try {
      return new SplitTail(session, labels);
    } catch (EngineException unusable) {
      session.close();
      throw unusable;
    }
  }

  /** Logits of a batch: a row for each frame. */
  public float[][] logits(List<Arrived> frames) throws EngineException {
    int each = sizes[0] * sizes[1] * sizes[2];
    FloatBuffer codes = direct(frames.size() * each);
    FloatBuffer masks = direct(frames.size() * each);
    for (Arrived frame : frames) {
      if (frame.code().length != each || frame.mask().length != each) {
        throw new EngineException("a code of " + frame.code().length + " values, not " + each);
      }
      codes.put(frame.code());
      masks.put(frame.mask());
    }
    long[] shape = {frames.size(), sizes[0], sizes[1], sizes[2]};
    return session.run(open -> run(open, shape, codes.flip(), masks.flip()));
  }

  private float[][] run(OrtSession open, long[] shape, FloatBuffer codes, FloatBuffer masks)
      throws OrtException, EngineException {
    NativeHandles.count(Kind.ORT_TENSOR, 2);
    try (OnnxTensor code = OnnxTensor.createTensor(OrtRuntime.environment(), codes, shape);
        OnnxTensor mask = OnnxTensor.createTensor(OrtRuntime.environment(), masks, shape);
        OrtSession.Result result = open.run(Map.of(CODE, code, MASK, mask))) {
      if (result.get(0).getValue() instanceof float[][] rows && rows[0].length == labels) {
        return rows;
      }
      throw new EngineException("split tail: the output changed its shape");
    } finally {
      NativeHandles.count(Kind.ORT_TENSOR, -2);
    }
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public void close() {
    session.close();
  }
}
