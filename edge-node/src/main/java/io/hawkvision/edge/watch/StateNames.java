package io.hawkvision.edge.watch;

/**
 * The names of the store's entries; the first word says what an entry is. The 2 is the version of
 * those that changed: what version 1 wrote of frames and labels lacks scores and the sample's mark.
 */
final class StateNames {
  static final String TARGET = "target ";
  static final String FRAME = "frame-2 ";
  static final String LABEL = "label-2 ";
  static final String FRAME_1 = "frame ";
  static final String LABEL_1 = "label ";
  static final String DAMAGE = "damage";

  private StateNames() {}

  static String target(WatchKey key) {
    return TARGET
        + String.join(
            " ",
            key.family(),
            Integer.toString(key.version()),
            key.manifestHash(),
            key.kind(),
            Double.toString(key.target()));
  }

  static String frame(String frameId) {
    return FRAME + frameId;
  }

  static String label(String frameId) {
    return LABEL + frameId;
  }
}
