package io.hawkvision.edge.frame;

import java.util.concurrent.ThreadLocalRandom;

/** Draws request ids. They identify and sort, they are no secret. Any thread. */
public final class FrameIds {
  /** Looked up at each draw: the thread's own generator costs no lock. */
  public FrameId next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return FrameId.of(System.currentTimeMillis(), random.nextLong(), random.nextLong());
  }
}
