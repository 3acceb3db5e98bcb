package io.hawkvision.loadgen.measure;

/** How far a run is; may be asked by any thread. */
public interface Progress {
  long sentFrames();

  /** Zero where nobody knows beforehand. */
  long expectedFrames();

  long errors();
}
