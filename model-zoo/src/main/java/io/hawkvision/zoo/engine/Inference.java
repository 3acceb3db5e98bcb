package io.hawkvision.zoo.engine;

import static java.util.Objects.requireNonNull;

/**
 * What an edge network gives for a batch. The arrays belong to the caller.
 *
 * @param logits a row for each frame
 * @param stems uint8 [C,H,W] for each frame: what the split model's encoder reads
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Inference(float[][] logits, byte[][] stems) {
  public Inference {
    requireNonNull(logits, "logits");
    requireNonNull(stems, "stems");
  }
}
