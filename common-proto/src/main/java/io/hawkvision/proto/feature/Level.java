package io.hawkvision.proto.feature;

import java.util.Optional;
import java.util.stream.Stream;

/** How many of a code value's eight bits travel: always the upper ones. */
public enum Level {
  B8(0, 8, "features-b8"),
  B4(1, 4, "features-b4"),
  B2(2, 2, "features-b2");

  private final int code;
  private final int bits;
  private final String word;

  Level(int code, int bits, String word) {
    this.code = code;
    this.bits = bits;
    this.word = word;
  }

  /** What a packet's header says. */
  int code() {
    return code;
  }

  static Optional<Level> ofCode(int code) {
    return Stream.of(values()).filter(level -> level.code == code).findFirst();
  }

  /** Bits of a value that travel. */
  public int bits() {
    return bits;
  }

  /** What configurations, tables and answers call the level. */
  public String word() {
    return word;
  }

  /** How many different values there are. */
  int symbols() {
    return 1 << bits;
  }

  /** The upper bits of a code value. */
  int symbol(byte value) {
    return (value & 0xff) >> (8 - bits);
  }

  /** What a receiver takes for the code's number: the middle of what the upper bits leave open. */
  public float number(int symbol) {
    return ((symbol + 0.5f) * (1 << (8 - bits)) - 128) / 64;
  }
}
