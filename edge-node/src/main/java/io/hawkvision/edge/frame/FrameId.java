package io.hawkvision.edge.frame;

/** The 128 bits of a ULID: 48 bits of wall-clock milliseconds, then 80 random ones. */
public record FrameId(long high, long low) {
  private static final char[] CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int TEXT_CHARS = 26;

  static FrameId of(long epochMillis, long randomHigh, long randomLow) {
    return new FrameId((epochMillis << 16) | (randomHigh & 0xFFFF), randomLow);
  }

  public byte[] toBytes() {
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >>> (56 - 8 * i));
      bytes[i + 8] = (byte) (low >>> (56 - 8 * i));
    }
    return bytes;
  }

  /** The ULID text: 26 Crockford base-32 digits, sorting as the bits do. */
  @Override
  public String toString() {
    char[] text = new char[TEXT_CHARS];
    long upper = high;
    long lower = low;
    for (int i = TEXT_CHARS - 1; i >= 0; i--) {
      text[i] = CROCKFORD[(int) (lower & 31)];
      lower = (lower >>> 5) | (upper << 59);
      upper >>>= 5;
    }
    return new String(text);
  }
}
