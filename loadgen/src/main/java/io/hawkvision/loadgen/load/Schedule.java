package io.hawkvision.loadgen.load;

import static java.util.Objects.requireNonNull;

import io.hawkvision.loadgen.post.Ask;
import java.util.List;
import java.util.regex.Pattern;

/** Which camera sends which of its frames when, in order of time: all of a run's arrivals. */
public record Schedule(List<Camera> cameras, List<Slot> slots) {
  /** No run needs more, and each one costs memory. */
  public static final int MOST_SLOTS = 5_000_000;

  /**
   * A camera by name.
   *
   * @param seed of what it sees: two cameras of one seed see the same frames
   */
  public record Camera(String name, long seed) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public Camera {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "'" + name + "' is no camera name: 1 to 64 of letters, digits, '.', '_', '-'");
      }
    }
  }

  /**
   * One frame to be sent.
   *
   * @param intendedMicros from the start of the run
   * @param camera index into the cameras
   * @param frame of the camera, by its own count
   */
  public record Slot(long intendedMicros, int camera, long frame, Ask ask) {
    public Slot {
      requireNonNull(ask, "ask");
      if (intendedMicros < 0 || camera < 0 || frame < 0) {
        throw new IllegalArgumentException("a slot has no negative parts");
      }
    }
  }

  public Schedule {
    cameras = List.copyOf(cameras);
    slots = List.copyOf(slots);
    if (slots.size() > MOST_SLOTS) {
      throw new IllegalArgumentException("more than " + MOST_SLOTS + " frames");
    }
    long before = 0;
    for (Slot slot : slots) {
      if (slot.intendedMicros() < before) {
        throw new IllegalArgumentException("the slots are not in order of time");
      }
      if (slot.camera() >= cameras.size()) {
        throw new IllegalArgumentException("there is no camera " + slot.camera());
      }
      before = slot.intendedMicros();
    }
  }
}
