package io.hawkvision.zoo.engine;

import io.hawkvision.zoo.family.Variant;

/** Runs one variant. Worker threads, several at a time; close once nobody starts a run any more. */
public interface Engine extends AutoCloseable {
  /** What answers show: {@code onnx}. */
  String name();

  Variant variant();

  /** Whether it computes on a card: then its work is not in the processor's time. */
  default boolean onCard() {
    return false;
  }

  /** How many frames one run may hold. */
  int maxBatch();

  /**
   * Memory for the input of one run, from a bounded pool.
   *
   * @throws IllegalStateException when all leases are out: the caller sized its workers wrongly
   */
  TensorLease acquire();

  /** Logits of the lease's first {@code frames} slots: one row for each frame. */
  float[][] run(TensorLease lease, int frames) throws EngineException;

  /** Waits for runs that are under way; later runs fail. A second call does nothing. */
  @Override
  void close();
}
