package io.hawkvision.edge.watch;

/** The names of the store's entries; the first letter says what an entry is. */
final class StateNames {
  static final String TARGET = "target ";
  static final String FRAME = "frame ";
  static final String LABEL = "label ";
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
