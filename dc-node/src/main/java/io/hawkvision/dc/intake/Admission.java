package io.hawkvision.dc.intake;

/** The door of the queue, called on the event loop: never blocks. */
public interface Admission {
  /** False at once when the queue is full or closed; the frame is then still the caller's. */
  boolean offer(PendingFrame frame);

  /** The frame was withdrawn: its place in the queue is given back soon. */
  void forget(PendingFrame frame);
}
