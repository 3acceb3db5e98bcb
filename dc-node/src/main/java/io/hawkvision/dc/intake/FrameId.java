package io.hawkvision.dc.intake;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/** The 128 bits that name an escalation on its stream: the ULID of the request at the edge. */
public record FrameId(long high, long low) {
  static final int BYTES = 16;

  static Optional<FrameId> of(ByteString bytes) {
    if (bytes.size() != BYTES) {
      return Optional.empty();
    }
    ByteBuffer bits = bytes.asReadOnlyByteBuffer();
    return Optional.of(new FrameId(bits.getLong(), bits.getLong()));
  }

  public ByteString toByteString() {
    return ByteString.copyFrom(ByteBuffer.allocate(BYTES).putLong(high).putLong(low).flip());
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
