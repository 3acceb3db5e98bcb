package io.hawkvision.zoo.split;

import io.hawkvision.proto.feature.CodecTables;
import io.hawkvision.proto.feature.DamagedTablesException;
import io.hawkvision.proto.feature.FeatureAssembly;
import io.hawkvision.proto.feature.FeatureEncoder;
import io.hawkvision.proto.feature.FeaturePacket;
import io.hawkvision.proto.feature.FrameStamp;
import io.hawkvision.proto.feature.Level;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.SplitEncoder;
import io.hawkvision.zoo.engine.SplitTail;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.SplitModel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.BitSet;
import java.util.List;

/**
 * A family's split model as it serves: the stem becomes a code, the code packets, and whichever of
 * them arrive an answer. Worker threads, several at a time.
 */
public final class SplitPath implements AutoCloseable {
  private static final FrameStamp STAMP = new FrameStamp(1, 0, 0);

  private final SplitEncoder encoder;
  private final SplitTail tail;
  private final CodecTables tables;
  private final FeatureEncoder packets;

  private SplitPath(SplitEncoder encoder, SplitTail tail, CodecTables tables) {
    this.encoder = encoder;
    this.tail = tail;
    this.tables = tables;
    this.packets = new FeatureEncoder(tables);
  }

  /** Loads both halves and the codec; they must fit each other. */
  public static SplitPath open(Family family, SplitModel split) throws EngineException {
    CodecTables tables = tables(split);
    SplitEncoder encoder = SplitEncoder.open(split);
    try {
      int[] code = encoder.codeSizes();
      int size = tables.layout().size();
      if (code[0] != tables.layout().channels() || code[0] * code[1] * code[2] != size) {
        throw new EngineException("the codec's layout is not that of the encoder's code");
      }
      return new SplitPath(encoder, SplitTail.open(split, family.labels().size()), tables);
    } catch (EngineException unusable) {
      encoder.close();
      throw unusable;
    }
  }

  /** Reads the codec file of a split model. */
  public static CodecTables tables(SplitModel split) throws EngineException {
    try {
      return CodecTables.parse(Files.readAllBytes(split.codec().file()));
    } catch (DamagedTablesException damaged) {
      throw new EngineException("split codec: " + damaged.getMessage(), damaged);
    } catch (IOException unreadable) {
      throw new EngineException("split codec: the file cannot be read", unreadable);
    }
  }

  public CodecTables tables() {
    return tables;
  }

  /** The code uint8 [C,H,W] of a stem. */
  public byte[] code(byte[] stem) throws EngineException {
    return encoder.encode(stem);
  }

  /** The datagrams of a code in the order in which they leave, repeats included. */
  public List<byte[]> datagrams(byte[] code, Level level) {
    return packets.encode(code, level, STAMP);
  }

  /** Bytes of the whole code in one datagram, without header. */
  public int bareBytes(byte[] code, Level level) {
    return packets.bareBytes(code, level);
  }

  /**
   * What a receiver has after these datagrams came, through the real packet reader.
   *
   * @param arrived which datagrams came, at least one
   */
  public SplitTail.Arrived received(List<byte[]> datagrams, BitSet arrived) {
    FeatureAssembly assembly = null;
    for (int i = arrived.nextSetBit(0); i >= 0; i = arrived.nextSetBit(i + 1)) {
      FeaturePacket packet = (FeaturePacket) FeaturePacket.parse(datagrams.get(i));
      if (assembly == null) {
        assembly = FeatureAssembly.of(tables, STAMP.hash(), packet).orElseThrow();
      }
      assembly.add(packet);
    }
    if (assembly == null) {
      throw new IllegalArgumentException("nothing arrived");
    }
    return new SplitTail.Arrived(assembly.code(), assembly.mask());
  }

  /** Logits of a batch of receptions. */
  public float[][] logits(List<SplitTail.Arrived> frames) throws EngineException {
    return tail.logits(frames);
  }

  @Override
  public void close() {
    encoder.close();
    tail.close();
  }
}
