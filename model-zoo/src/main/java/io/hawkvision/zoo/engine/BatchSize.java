package io.hawkvision.zoo.engine;

/**
 * How many frames a network takes at a time.
 *
 * @param frames exactly so many; 0 for any number
 */
record BatchSize(int frames) {
  static final BatchSize FREE = new BatchSize(0);

  BatchSize {
    if (frames < 0) {
      throw new IllegalArgumentException("a batch of " + frames);
    }
  }

  boolean isFixed() {
    return frames > 0;
  }

  /** The frames of one call when so many are to be run. */
  int step(int wanted) {
    return isFixed() ? frames : wanted;
  }

  /** Input slots needed for so many frames: the last call of a fixed batch may be part empty. */
  int slots(int wanted) {
    return isFixed() ? Math.multiplyExact((wanted + frames - 1) / frames, frames) : wanted;
  }
}
