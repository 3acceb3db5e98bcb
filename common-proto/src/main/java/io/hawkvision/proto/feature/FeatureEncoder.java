package io.hawkvision.proto.feature;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** Turns codes into datagrams. Immutable, any thread. */
public final class FeatureEncoder {
  private final CodecTables tables;

  public FeatureEncoder(CodecTables tables) {
    this.tables = requireNonNull(tables, "tables");
  }

  /**
   * The datagrams of a code, the most important first; the base packets come again at the end.
   *
   * @param code uint8 [C,H,W] as the layout says
   */
  public List<byte[]> encode(byte[] code, Level level, FrameStamp stamp) {
    if (code.length != tables.layout().size()) {
      throw new IllegalArgumentException(code.length + " values, not " + tables.layout().size());
    }
    List<byte[]> datagrams = new ArrayList<>();
    List<byte[]> again = new ArrayList<>();
    int packets = tables.layout().packets();
    for (int p = 0; p < packets; p++) {
      byte[] payload = payload(code, level, p);
      datagrams.add(new FeaturePacket(stamp, level, p, packets, false, payload).toBytes());
      if (p < tables.layout().basePackets()) {
        again.add(new FeaturePacket(stamp, level, p, packets, true, payload).toBytes());
      }
    }
    datagrams.addAll(again);
    return datagrams;
  }

  /**
   * Bytes of the whole code without headers or repeats, as one message: what a single datagram
   * would hold.
   */
  public int bareBytes(byte[] code, Level level) {
    int[] symbols = new int[code.length];
    SymbolTable[] each = new SymbolTable[code.length];
    for (int i = 0; i < code.length; i++) {
      symbols[i] = level.symbol(code[i]);
      each[i] = tables.table(tables.layout().channel(i), level);
    }
    return Rans.encode(symbols, each).length;
  }

  private byte[] payload(byte[] code, Level level, int packet) {
    int[] places = tables.places(packet);
    int[] symbols = new int[places.length];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = level.symbol(code[places[i]]);
    }
    return Rans.encode(symbols, tables.tablesOf(packet, level));
  }
}
