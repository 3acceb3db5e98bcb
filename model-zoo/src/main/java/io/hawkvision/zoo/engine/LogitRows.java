package io.hawkvision.zoo.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import io.hawkvision.zoo.family.BackgroundClass;
import io.hawkvision.zoo.family.OutputValues;
import io.hawkvision.zoo.family.Variant;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** Turns what a network gives into one logit for each label of each frame. Any thread. */
final class LogitRows {
  /** Its logarithm stands for "impossible". */
  private static final double LEAST_PROBABILITY = 1e-12;

  /** Below it float16 has steps of 6 % and more, which differ from machine to machine. */
  private static final double LEAST_HALF_PROBABILITY = 1e-6;

  private final Variant variant;
  private final int labels;
  private final int classes;
  private final int firstLabel;
  private final boolean isLogarithm;

  LogitRows(Variant variant, int labels) {
    BackgroundClass background = variant.output().background();
    this.variant = variant;
    this.labels = labels;
    this.classes = background.outputs(labels);
    this.firstLabel = background == BackgroundClass.FIRST ? 1 : 0;
    this.isLogarithm = variant.output().values() == OutputValues.PROBABILITIES;
  }

  /** The rows of the first {@code used} frames of a batch. */
  float[][] of(OnnxValue output, int batch, int used) throws EngineException {
    @Nullable OnnxTensor tensor = output instanceof OnnxTensor given ? given : null;
    @Nullable FloatBuffer values = tensor == null ? null : tensor.getFloatBuffer();
    if (tensor == null || values == null || values.remaining() != batch * classes) {
      throw new EngineException(variant.name() + ": the output changed its shape");
    }
    boolean isHalf = tensor.getInfo().type == OnnxJavaType.FLOAT16;
    double least = isHalf ? LEAST_HALF_PROBABILITY : LEAST_PROBABILITY;
    float[][] rows = new float[used][labels];
    for (int frame = 0; frame < used; frame++) {
      values.get(frame * classes + firstLabel, rows[frame]);
      if (isLogarithm) {
        logarithms(rows[frame], least);
      }
    }
    return rows;
  }

  /** Softmax gives the probabilities back. Not a number stays what it is. */
  private static void logarithms(float[] row, double least) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) Math.log(Math.max(row[i], least));
    }
  }
}
