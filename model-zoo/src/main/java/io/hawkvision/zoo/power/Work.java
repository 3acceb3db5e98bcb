package io.hawkvision.zoo.power;

/**
 * What one answer took, as far as a node can count it by itself. Any thread.
 *
 * @param cpuNanos processor time of decoding and network; {@link ThreadCpu#UNKNOWN} where the
 *     machine does not tell
 * @param uplinkBytes sent for it
 * @param cardMacs multiply-accumulates on a card beside the processor; those of the processor are
 *     in its time already
 */
public record Work(long cpuNanos, long uplinkBytes, long cardMacs) {
  public Work {
    if (cpuNanos < ThreadCpu.UNKNOWN || uplinkBytes < 0 || cardMacs < 0) {
      throw new IllegalArgumentException(
          "cpu " + cpuNanos + " bytes " + uplinkBytes + " macs " + cardMacs);
    }
  }
}
