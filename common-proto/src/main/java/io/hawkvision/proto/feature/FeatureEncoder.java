package io.hawkvision.proto.feature;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** Turns codes into datagrams. Immutable, any thread. */
public final class FeatureEncoder {
  private final CodecTables tables;
  private final int[][] places;

  public FeatureEncoder(CodecTables tables) {
    this.tables = requireNonNull(tables, "tables");
    CodeLayout layout = tables.layout();
    this.places = new int[layout.packets()][];
    for (int p = 0; p < places.length; p++) {
      places[p] = layout.places(p);
    }
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
    for (int p = 0; p < places.length; p++) {
      byte[] payload = payload(code, level, p);
      datagrams.add(new FeaturePacket(stamp, level, p, places.length, false, payload).toBytes());
      if (p < tables.layout().basePackets()) {
        again.add(new FeaturePacket(stamp, level, p, places.length, true, payload).toBytes());
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
    int[] symbols = new int[places[packet].length];
    SymbolTable[] each = new SymbolTable[symbols.length];
    for (int i = 0; i < symbols.length; i++) {
      int place = places[packet][i];
      symbols[i] = level.symbol(code[place]);
      each[i] = tables.table(tables.layout().channel(place), level);
    }
    return Rans.encode(symbols, each);
  }
}
