package io.hawkvision.zoo.roadside;

import static java.util.Objects.requireNonNull;

/**
 * One frame as the camera posts it: JPEG bytes (read-only from here on), the true label, the scene
 * it belongs to (unique within its camera) and its index.
 */
public record RoadsideFrame(byte[] jpeg, int label, long scene, long index) {
  public RoadsideFrame {
    requireNonNull(jpeg, "jpeg");
  }
}
