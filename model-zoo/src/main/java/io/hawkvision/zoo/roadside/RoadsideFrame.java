package io.hawkvision.zoo.roadside;

import static java.util.Objects.requireNonNull;

/**
 * One frame as the camera posts it: JPEG bytes (read-only from here on), the true label, the scene
 * it belongs to (unique within its camera) and its index. Equality is identity.
 */
@SuppressWarnings("ArrayRecordComponent") // frame bytes are wrapped once and never copied
public record RoadsideFrame(byte[] jpeg, int label, long scene, long index) {
  public RoadsideFrame {
    requireNonNull(jpeg, "jpeg");
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
