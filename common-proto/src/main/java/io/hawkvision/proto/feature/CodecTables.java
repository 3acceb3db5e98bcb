package io.hawkvision.proto.feature;

import static java.util.Objects.requireNonNull;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * What sender and receiver of a family's features share: the layout and, for each channel and
 * level, a static table of how often each symbol comes. Ships with the family. Immutable, any
 * thread.
 */
public final class CodecTables {
  private static final int MAGIC = 0x48564643; // "HVFC"
  private static final int VERSION = 1;
  private static final int MAX_BYTES = 256 << 10;

  private final CodeLayout layout;

  /** By channel. */
  private final List<Map<Level, SymbolTable>> tables;

  /** By packet: the places in the code that it holds. */
  private final List<int[]> places = new ArrayList<>();

  private CodecTables(CodeLayout layout, List<Map<Level, SymbolTable>> tables) {
    this.layout = layout;
    this.tables = tables;
    for (int p = 0; p < layout.packets(); p++) {
      places.add(layout.places(p));
      int most = FeaturePacket.HEADER_BYTES + Rans.mostBytes(places.get(p).length);
      if (most > FeaturePacket.MAX_BYTES) {
        throw new IllegalArgumentException(
            "packet " + p + " can reach " + most + " bytes, more than " + FeaturePacket.MAX_BYTES);
      }
    }
  }

  /** How codes are cut. */
  public CodeLayout layout() {
    return layout;
  }

  /** Places in the code that a packet holds, in coding order; not to be written. */
  int[] places(int packet) {
    return places.get(packet);
  }

  /** The table of each value of a packet, in coding order. */
  SymbolTable[] tablesOf(int packet, Level level) {
    int[] held = places.get(packet);
    SymbolTable[] each = new SymbolTable[held.length];
    for (int i = 0; i < held.length; i++) {
      each[i] = table(layout.channel(held[i]), level);
    }
    return each;
  }

  SymbolTable table(int channel, Level level) {
    return requireNonNull(tables.get(channel).get(level));
  }

  /** Collects codes; one thread. */
  public static final class Builder {
    private final CodeLayout layout;
    private final List<Map<Level, long[]>> counts = new ArrayList<>();

    public Builder(CodeLayout layout) {
      this.layout = requireNonNull(layout, "layout");
      for (int c = 0; c < layout.channels(); c++) {
        Map<Level, long[]> channel = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
          channel.put(level, new long[level.symbols()]);
        }
        counts.add(channel);
      }
    }

    /** Counts one code uint8 [C,H,W]. */
    public Builder add(byte[] code) {
      if (code.length != layout.size()) {
        throw new IllegalArgumentException(code.length + " values, not " + layout.size());
      }
      for (int place = 0; place < code.length; place++) {
        byte value = code[place];
        counts.get(layout.channel(place)).forEach((level, seen) -> seen[level.symbol(value)]++);
      }
      return this;
    }

    /**
     * The tables.
     *
     * @throws IllegalArgumentException when a packet of the layout might not fit a datagram
     */
    public CodecTables build() {
      List<Map<Level, SymbolTable>> tables = new ArrayList<>();
      for (Map<Level, long[]> channel : counts) {
        Map<Level, SymbolTable> own = new EnumMap<>(Level.class);
        channel.forEach((level, seen) -> own.put(level, SymbolTable.ofCounts(seen)));
        tables.add(own);
      }
      return new CodecTables(layout, tables);
    }
  }

  /** The file form: see README.md. */
  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(MAX_BYTES);
    out.putInt(MAGIC).put((byte) VERSION);
    out.put((byte) layout.channels()).put((byte) layout.height()).put((byte) layout.width());
    out.put((byte) layout.phases()).put((byte) layout.basePackets());
    out.put((byte) layout.groupChannels().size());
    layout.groupChannels().forEach(group -> out.put(group.byteValue()));
    for (Map<Level, SymbolTable> channel : tables) {
      for (SymbolTable table : channel.values()) {
        for (int s = 0; s < table.symbols(); s++) {
          out.putShort((short) table.frequency(s));
        }
      }
    }
    CRC32C crc = new CRC32C();
    crc.update(out.array(), 0, out.position());
    out.putInt((int) crc.getValue());
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  /** Reads the file form. */
  public static CodecTables parse(byte[] bytes) throws DamagedTablesException {
    if (bytes.length > MAX_BYTES || bytes.length < Integer.BYTES) {
      throw new DamagedTablesException("a codec file of " + bytes.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, bytes.length - Integer.BYTES);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, in.limit());
    if (ByteBuffer.wrap(bytes).getInt(in.limit()) != (int) crc.getValue()) {
      throw new DamagedTablesException("the checksum is wrong: damaged or cut off");
    }
    try {
      if (in.getInt() != MAGIC || in.get() != VERSION) {
        throw new DamagedTablesException("not a codec file of version " + VERSION);
      }
      CodeLayout layout = layout(in);
      List<Map<Level, SymbolTable>> tables = new ArrayList<>();
      for (int c = 0; c < layout.channels(); c++) {
        Map<Level, SymbolTable> channel = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
          channel.put(level, table(in, level, c));
        }
        tables.add(channel);
      }
      if (in.hasRemaining()) {
        throw new DamagedTablesException(in.remaining() + " bytes too many");
      }
      return new CodecTables(layout, tables);
    } catch (BufferUnderflowException cutOff) {
      throw new DamagedTablesException("ends too early");
    } catch (IllegalArgumentException impossible) {
      throw new DamagedTablesException(String.valueOf(impossible.getMessage()));
    }
  }

  private static CodeLayout layout(ByteBuffer in) {
    int channels = in.get() & 0xff;
    int height = in.get() & 0xff;
    int width = in.get() & 0xff;
    int phases = in.get() & 0xff;
    int basePackets = in.get() & 0xff;
    int groups = in.get() & 0xff;
    List<Integer> groupChannels = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      groupChannels.add(in.get() & 0xff);
    }
    return new CodeLayout(channels, height, width, groupChannels, phases, basePackets);
  }

  private static SymbolTable table(ByteBuffer in, Level level, int channel)
      throws DamagedTablesException {
    int[] frequencies = new int[level.symbols()];
    int sum = 0;
    for (int s = 0; s < frequencies.length; s++) {
      frequencies[s] = in.getShort() & 0xffff;
      sum += frequencies[s];
      if (frequencies[s] == 0) {
        throw new DamagedTablesException("channel " + channel + ": a symbol that never comes");
      }
    }
    if (sum != SymbolTable.TOTAL) {
      throw new DamagedTablesException("channel " + channel + ": frequencies add up to " + sum);
    }
    return new SymbolTable(frequencies);
  }

  /**
   * The four bytes by which packets name what they can be read with.
   *
   * @param manifestHash SHA-256 of the family's manifest, 32 bytes
   */
  public int hash(byte[] manifestHash) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(manifestHash);
      digest.update(toBytes());
      return ByteBuffer.wrap(digest.digest()).getInt();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
