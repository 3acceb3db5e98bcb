package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.zoo.family.BackgroundClass;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.policy.Scores;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a family's label off what its edge network put out, logits or probabilities. Pure. */
final class TopLabel {
  private final List<String> labels;
  private final BackgroundClass background;

  TopLabel(Family family) {
    this.labels = family.labels();
    this.background = family.edge().output().background();
  }

  /** How many numbers the network puts out for one picture. */
  int classes() {
    return background.outputs(labels.size());
  }

  Answer answer(float[] values) throws IOException {
    if (values.length != classes()) {
      throw new IOException("an answer of the wrong size");
    }
    int first = background == BackgroundClass.FIRST ? 1 : 0;
    float[] ours = Arrays.copyOfRange(values, first, first + labels.size());
    for (float value : ours) {
      if (Float.isNaN(value)) {
        throw new IOException("an answer that is not a number");
      }
    }
    String label = labels.get(Scores.argmax(ours));
    return new Answer(label, false, false, Optional.empty(), 0, Optional.empty());
  }

  /** Of raw numbers as they came. */
  Answer answer(byte[] raw, ByteOrder order) throws IOException {
    if (raw.length != Float.BYTES * classes()) {
      throw new IOException("an answer of the wrong size");
    }
    float[] values = new float[classes()];
    ByteBuffer.wrap(raw).order(order).asFloatBuffer().get(values);
    return answer(values);
  }
}
