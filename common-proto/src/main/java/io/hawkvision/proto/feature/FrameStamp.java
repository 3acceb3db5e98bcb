package io.hawkvision.proto.feature;

/**
 * What all packets of a frame say.
 *
 * @param requestId names the escalation on this link
 * @param hash of the family and its codec: {@link CodecTables#hash}
 * @param deadlineMillis time left when the packet was made, 0 to 65,535
 */
public record FrameStamp(long requestId, int hash, int deadlineMillis) {
  public FrameStamp {
    if (deadlineMillis < 0 || deadlineMillis > 0xffff) {
      throw new IllegalArgumentException("deadline of " + deadlineMillis + " ms");
    }
  }
}
