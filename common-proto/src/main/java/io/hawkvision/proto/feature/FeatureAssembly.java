package io.hawkvision.proto.feature;

import static java.util.Objects.requireNonNull;

import java.util.BitSet;
import java.util.Optional;

/**
 * Collects the packets of one frame, in any order; what is there can be read at any time. Memory is
 * bounded by the layout. One thread at a time.
 */
public final class FeatureAssembly {
  private final CodecTables tables;
  private final FrameStamp stamp;
  private final Level level;
  private final BitSet received = new BitSet();
  private final float[] code;
  private final float[] mask;

  /** What became of a packet. */
  public enum Added {
    /** Its values are there now. */
    NEW,
    /** They were there already. */
    DUPLICATE,
    /** Of another frame, family, codec or level. */
    STRANGER,
    /** Its payload is not what an encoder makes. */
    UNREADABLE
  }

  /**
   * An assembly for the frame of its first packet.
   *
   * @return empty when the packet belongs to another family or codec
   */
  public static Optional<FeatureAssembly> of(CodecTables tables, int hash, FeaturePacket first) {
    boolean fits = first.stamp().hash() == hash && first.count() == tables.layout().packets();
    return fits ? Optional.of(new FeatureAssembly(tables, first)) : Optional.empty();
  }

  private FeatureAssembly(CodecTables tables, FeaturePacket first) {
    this.tables = requireNonNull(tables, "tables");
    this.stamp = first.stamp();
    this.level = first.level();
    this.code = new float[tables.layout().size()];
    this.mask = new float[tables.layout().size()];
  }

  /** Takes a packet, the first one included. */
  public Added add(FeaturePacket packet) {
    boolean fits =
        packet.stamp().requestId() == stamp.requestId()
            && packet.stamp().hash() == stamp.hash()
            && packet.level() == level
            && packet.count() == tables.layout().packets();
    if (!fits) {
      return Added.STRANGER;
    }
    if (received.get(packet.index())) {
      return Added.DUPLICATE;
    }
    int[] places = tables.places(packet.index());
    Optional<int[]> symbols =
        Rans.decode(packet.payload(), 0, tables.tablesOf(packet.index(), level));
    if (symbols.isEmpty()) {
      return Added.UNREADABLE;
    }
    for (int i = 0; i < places.length; i++) {
      code[places[i]] = level.number(symbols.get()[i]);
      mask[places[i]] = 1;
    }
    received.set(packet.index());
    return Added.NEW;
  }

  public Level level() {
    return level;
  }

  /** Which packets are there. */
  public BitSet received() {
    return (BitSet) received.clone();
  }

  /** Share of the packets that are there, 0 to 1. */
  public double fraction() {
    return (double) received.cardinality() / tables.layout().packets();
  }

  /** The numbers float [C,H,W] that the decoder network reads: 0 where nothing came. */
  public float[] code() {
    return code.clone();
  }

  /** 1 where a value came, else 0; float [C,H,W]. */
  public float[] mask() {
    return mask.clone();
  }
}
