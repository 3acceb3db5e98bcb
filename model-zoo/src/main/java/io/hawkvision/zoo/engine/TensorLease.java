package io.hawkvision.zoo.engine;

import java.nio.FloatBuffer;

/** Input memory of one run, owned by one thread at a time until it is closed. */
public interface TensorLease extends AutoCloseable {
  /** Where frame {@code i} goes: direct, position 0, limit one frame's floats. */
  FloatBuffer slot(int i);

  /** Gives the memory back to the engine's pool. A second call does nothing. */
  @Override
  void close();
}
