package io.hawkvision.proto.feature;

import static java.util.Objects.requireNonNull;

/** What became of a datagram: a packet, or a reason to drop it. */
public sealed interface PacketRead permits FeaturePacket, PacketRead.Refused {
  /** Why bytes are no packet of ours. */
  enum Reason {
    /** Shorter than a header or longer than any datagram of ours. */
    SIZE,
    /** Another protocol's. */
    NOT_OURS,
    /** Of a version that is not spoken here. */
    VERSION,
    /** Damaged on the way. */
    CHECKSUM,
    /** Intact, but says what no sender of ours says. */
    HEADER
  }

  /** Dropped. */
  record Refused(Reason reason) implements PacketRead {
    public Refused {
      requireNonNull(reason, "reason");
    }
  }
}
