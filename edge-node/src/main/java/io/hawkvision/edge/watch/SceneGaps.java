package io.hawkvision.edge.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps apart what the tests see of one camera: frames of one scene are near copies of each other,
 * and copies are no new evidence. Holds only cameras that wait; at the bound the one silent for
 * longest is forgotten. Any event loop.
 */
final class SceneGaps {
  private final int frames;
  private final int most;
  private final Map<Camera, Integer> waiting = new LinkedHashMap<>(16, 0.75f, true);

  private record Camera(WatchKey key, String name) {}

  SceneGaps(int frames, int most) {
    this.frames = frames;
    this.most = most;
  }

  /** To be asked once for every local answer: true where this frame may be seen by the tests. */
  synchronized boolean pass(WatchKey key, String camera) {
    Camera asked = new Camera(key, camera);
    Integer left = waiting.get(asked);
    if (left == null) {
      return true;
    }
    if (left > 1) {
      waiting.put(asked, left - 1);
    } else {
      waiting.remove(asked);
    }
    return false;
  }

  /** This frame is seen by the tests: the next ones of its camera are not. */
  synchronized void begin(WatchKey key, String camera) {
    if (frames == 1) {
      return;
    }
    waiting.put(new Camera(key, camera), frames - 1);
    if (waiting.size() > most) {
      waiting.remove(waiting.keySet().iterator().next());
    }
  }
}
