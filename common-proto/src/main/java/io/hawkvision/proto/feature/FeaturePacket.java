package io.hawkvision.proto.feature;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One datagram: a header of 24 bytes (README.md lists them) and a payload.
 *
 * @param index which packet of the frame this is
 * @param count how many the frame has, repeats not counted
 * @param repeated whether this is the second copy of a base packet
 * @param payload entropy-coded symbols; belongs to the packet and is never written
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record FeaturePacket(
    FrameStamp stamp, Level level, int index, int count, boolean repeated, byte[] payload)
    implements PacketRead {
  /** Bytes before the payload. */
  public static final int HEADER_BYTES = 24;

  /** A datagram never has more. */
  public static final int MAX_BYTES = 1200;

  private static final byte MAGIC = (byte) 0xf5;
  private static final int VERSION = 1;
  private static final int CRC_PLACE = 20;
  private static final int REPEATED = 1;

  public FeaturePacket {
    requireNonNull(stamp, "stamp");
    requireNonNull(level, "level");
    if (count < 1 || count > CodeLayout.MAX_PACKETS || index < 0 || index >= count) {
      throw new IllegalArgumentException("packet " + index + " of " + count);
    }
    if (HEADER_BYTES + payload.length > MAX_BYTES) {
      throw new IllegalArgumentException("a payload of " + payload.length + " bytes");
    }
  }

  /** The datagram. */
  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + payload.length);
    out.put(MAGIC).put((byte) ((VERSION << 4) | level.code()));
    out.put((byte) index).put((byte) count);
    out.putShort((short) stamp.deadlineMillis());
    out.put((byte) (repeated ? REPEATED : 0)).put((byte) 0);
    out.putInt(stamp.hash()).putLong(stamp.requestId());
    out.putInt(0).put(payload);
    out.putInt(CRC_PLACE, checksum(out.array()));
    return out.array();
  }

  /** Reads a datagram; bytes of any kind are answered, never thrown at. */
  public static PacketRead parse(byte[] datagram) {
    if (datagram.length < HEADER_BYTES || datagram.length > MAX_BYTES) {
      return new PacketRead.Refused(PacketRead.Reason.SIZE);
    }
    ByteBuffer in = ByteBuffer.wrap(datagram);
    if (in.get() != MAGIC) {
      return new PacketRead.Refused(PacketRead.Reason.NOT_OURS);
    }
    int kind = in.get() & 0xff;
    if (kind >> 4 != VERSION) {
      return new PacketRead.Refused(PacketRead.Reason.VERSION);
    }
    if (in.getInt(CRC_PLACE) != checksum(datagram)) {
      return new PacketRead.Refused(PacketRead.Reason.CHECKSUM);
    }
    int index = in.get() & 0xff;
    int count = in.get() & 0xff;
    int deadlineMillis = in.getShort() & 0xffff;
    int flags = in.get() & 0xff;
    int reserved = in.get();
    Optional<Level> level = Level.ofCode(kind & 0xf);
    boolean isKnown = level.isPresent() && flags <= REPEATED && reserved == 0;
    if (!isKnown || count < 1 || count > CodeLayout.MAX_PACKETS || index >= count) {
      return new PacketRead.Refused(PacketRead.Reason.HEADER);
    }
    int hash = in.getInt();
    FrameStamp stamp = new FrameStamp(in.getLong(), hash, deadlineMillis);
    byte[] payload = Arrays.copyOfRange(datagram, HEADER_BYTES, datagram.length);
    return new FeaturePacket(stamp, level.get(), index, count, flags == REPEATED, payload);
  }

  /** CRC-32C of everything but the checksum itself. */
  private static int checksum(byte[] datagram) {
    CRC32C crc = new CRC32C();
    crc.update(datagram, 0, CRC_PLACE);
    crc.update(datagram, HEADER_BYTES, datagram.length - HEADER_BYTES);
    return (int) crc.getValue();
  }
}
