package io.hawkvision.dc.schedule;

/** How much may wait: frames, and the bytes of their payloads. */
public record QueueLimit(int frames, long bytes) {
  public QueueLimit {
    if (frames < 1 || bytes < 1) {
      throw new IllegalArgumentException("limit " + frames + " frames, " + bytes + " bytes");
    }
  }
}
