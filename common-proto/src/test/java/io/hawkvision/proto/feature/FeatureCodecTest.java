package io.hawkvision.proto.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class FeatureCodecTest {
  private static final CodeLayout LAYOUT = new CodeLayout(8, 12, 12, List.of(2, 2, 2, 2), 2, 2);
  private static final int HASH = 0x1234abcd;
  private static final FrameStamp STAMP = new FrameStamp(42, HASH, 150);

  /** Peaky numbers, each channel in its own way, as trained codes are. */
  private static byte[] code(Random random) {
    byte[] code = new byte[LAYOUT.size()];
    for (int i = 0; i < code.length; i++) {
      int channel = LAYOUT.channel(i);
      double value = 128 + random.nextGaussian() * (8 + 6 * channel);
      code[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
    return code;
  }

  private static CodecTables tables() {
    CodecTables.Builder builder = new CodecTables.Builder(LAYOUT);
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      builder.add(code(random));
    }
    return builder.build();
  }

  private static FeaturePacket packet(byte[] datagram) {
    PacketRead read = FeaturePacket.parse(datagram);
    assertThat(read).isInstanceOf(FeaturePacket.class);
    return (FeaturePacket) read;
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void assembly_anySubsetInAnyOrder_givesExactlyThoseValues(Level level) {
    CodecTables tables = tables();
    FeatureEncoder encoder = new FeatureEncoder(tables);
    Random random = new Random(2);
    for (int round = 0; round < 200; round++) {
      byte[] code = code(random);
      List<byte[]> datagrams = new ArrayList<>(encoder.encode(code, level, STAMP));
      Collections.shuffle(datagrams, random);
      List<byte[]> kept = datagrams.subList(0, 1 + random.nextInt(datagrams.size()));
      FeatureAssembly assembly =
          FeatureAssembly.of(tables, HASH, packet(kept.get(0))).orElseThrow();
      kept.forEach(datagram -> assembly.add(packet(datagram)));

      for (int i = 0; i < code.length; i++) {
        boolean isThere = assembly.received().get(packetOf(i));
        assertThat(assembly.mask()[i]).isEqualTo(isThere ? 1 : 0);
        float wanted = isThere ? level.number(level.symbol(code[i])) : 0;
        assertThat(assembly.code()[i]).isEqualTo(wanted);
      }
    }
  }

  /** Computed anew from the definition. */
  private static int packetOf(int place) {
    int channel = place / 144;
    int y = place % 144 / 12;
    int x = place % 12;
    return channel / 2 * 2 + (y + x) % 2;
  }

  @Test
  void symbols_ofFewerBits_areThePrefixOfThoseOfMore() {
    for (int value = 0; value < 256; value++) {
      assertThat(Level.B4.symbol((byte) value) >> 2).isEqualTo(Level.B2.symbol((byte) value));
      assertThat(Level.B8.symbol((byte) value) >> 4).isEqualTo(Level.B4.symbol((byte) value));
    }
  }

  @Test
  void number_everyLevel_liesWithinHalfAStepOfTheValue() {
    for (Level level : Level.values()) {
      float half = (1 << (8 - level.bits())) / 128f;
      for (int value = 0; value < 256; value++) {
        float exact = (value + 0.5f - 128) / 64;
        float number = level.number(level.symbol((byte) value));
        assertThat(Math.abs(number - exact)).isLessThanOrEqualTo(half);
      }
    }
  }

  @Test
  void encode_base_comesAgainAtTheEnd() {
    List<byte[]> datagrams =
        new FeatureEncoder(tables()).encode(code(new Random(3)), Level.B4, STAMP);

    assertThat(datagrams).hasSize(10);
    assertThat(packet(datagrams.get(8)).index()).isZero();
    assertThat(packet(datagrams.get(8)).repeated()).isTrue();
    assertThat(packet(datagrams.get(9)).payload()).isEqualTo(packet(datagrams.get(1)).payload());
  }

  @Test
  void encode_peakyCode_comesNearItsEntropy() {
    FeatureEncoder encoder = new FeatureEncoder(tables());
    Random random = new Random(4);
    long[][] counts = new long[8][16];
    long bytes = 0;
    int frames = 100;
    for (int f = 0; f < frames; f++) {
      byte[] code = code(random);
      bytes += encoder.bareBytes(code, Level.B4);
      for (int i = 0; i < code.length; i++) {
        counts[i / 144][Level.B4.symbol(code[i])]++;
      }
    }
    double bits = 0;
    for (long[] channel : counts) {
      double sum = Arrays.stream(channel).sum();
      for (long count : channel) {
        bits -= count == 0 ? 0 : count * Math.log(count / sum) / Math.log(2);
      }
    }
    assertThat(8.0 * bytes / bits).isBetween(0.99, 1.03);
  }

  @Test
  void wire_format_staysAsItIs() {
    CodeLayout layout = new CodeLayout(1, 2, 2, List.of(1), 1, 0);
    CodecTables tables = new CodecTables.Builder(layout).build();
    byte[] code = {0, 64, (byte) 128, (byte) 255};
    List<byte[]> datagrams =
        new FeatureEncoder(tables)
            .encode(code, Level.B2, new FrameStamp(0x0102030405060708L, 0x0a0b0c0d, 1000));

    assertThat(datagrams).hasSize(1);
    assertThat(HexFormat.of().formatHex(datagrams.get(0))).isEqualTo(WIRE);
  }

  private static final String WIRE = "f512000103e800000a0b0c0d0102030405060708235e1f330100e400";

  @Test
  void add_strangers_areNamed() {
    CodecTables tables = tables();
    FeatureEncoder encoder = new FeatureEncoder(tables);
    byte[] code = code(new Random(5));
    FeaturePacket first = packet(encoder.encode(code, Level.B4, STAMP).get(0));
    FeatureAssembly assembly = FeatureAssembly.of(tables, HASH, first).orElseThrow();

    assertThat(assembly.add(first)).isEqualTo(FeatureAssembly.Added.NEW);
    assertThat(assembly.add(first)).isEqualTo(FeatureAssembly.Added.DUPLICATE);
    FrameStamp other = new FrameStamp(43, HASH, 150);
    assertThat(assembly.add(packet(encoder.encode(code, Level.B4, other).get(1))))
        .isEqualTo(FeatureAssembly.Added.STRANGER);
    assertThat(assembly.add(packet(encoder.encode(code, Level.B8, STAMP).get(1))))
        .isEqualTo(FeatureAssembly.Added.STRANGER);
    assertThat(assembly.add(new FeaturePacket(STAMP, Level.B4, 3, 8, false, new byte[2])))
        .isEqualTo(FeatureAssembly.Added.UNREADABLE);
    assertThat(FeatureAssembly.of(tables, HASH + 1, first)).isEmpty();
    assertThat(assembly.fraction()).isEqualTo(1 / 8.0);
  }

  @Test
  void parse_hostileDatagrams_areRefusedAndNeverThrow() {
    CodecTables tables = tables();
    FeatureEncoder encoder = new FeatureEncoder(tables);
    Random random = new Random(6);
    List<byte[]> good = encoder.encode(code(random), Level.B4, STAMP);
    int packets = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = hostile(good.get(i % good.size()), random);
      if (FeaturePacket.parse(bytes) instanceof FeaturePacket packet) {
        packets++;
        FeatureAssembly.of(tables, HASH, packet).ifPresent(assembly -> assembly.add(packet));
      }
    }
    assertThat(packets).isLessThan(5); // a checksum of 32 bits lets next to nothing through
  }

  /** Payloads that a checksum does not protect: an attacker computes it, too. */
  @Test
  void add_hostilePayloads_neverThrow() {
    CodecTables tables = tables();
    Random random = new Random(7);
    List<byte[]> good = new FeatureEncoder(tables).encode(code(random), Level.B4, STAMP);
    int unreadable = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] whole = good.get(i % 8);
      byte[] payload = Arrays.copyOfRange(whole, 24, whole.length);
      FeaturePacket packet =
          new FeaturePacket(STAMP, Level.B4, i % 8, 8, false, hostile(payload, random));
      FeatureAssembly assembly = FeatureAssembly.of(tables, HASH, packet).orElseThrow();
      unreadable += assembly.add(packet) == FeatureAssembly.Added.UNREADABLE ? 1 : 0;
    }
    assertThat(unreadable).isGreaterThan(99_000);
  }

  private static byte[] hostile(byte[] good, Random random) {
    int kind = random.nextInt(4);
    if (kind == 0) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      return noise;
    }
    if (kind == 1) {
      return Arrays.copyOf(good, random.nextInt(good.length));
    }
    if (kind == 2) {
      return Arrays.copyOf(good, good.length + 1 + random.nextInt(60));
    }
    byte[] damaged = good.clone();
    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
    return damaged;
  }

  @Test
  void tables_file_comesBackTheSame() throws Exception {
    CodecTables tables = tables();

    CodecTables again = CodecTables.parse(tables.toBytes());

    assertThat(again.layout()).isEqualTo(LAYOUT);
    assertThat(again.toBytes()).isEqualTo(tables.toBytes());
    assertThat(again.hash(new byte[32])).isEqualTo(tables.hash(new byte[32]));
    assertThat(again.hash(new byte[32])).isNotEqualTo(tables.hash(new byte[31]));
  }

  @Test
  void tables_damagedFiles_areRefused() {
    byte[] good = tables().toBytes();
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = hostile(good, random);
      assertThatThrownBy(() -> CodecTables.parse(damaged))
          .isInstanceOf(DamagedTablesException.class);
    }
  }

  /** With a right checksum every field is still looked at. */
  @Test
  void tables_damagedBeforeTheChecksum_areRefusedOrSound() {
    byte[] good = tables().toBytes();
    Random random = new Random(9);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = Arrays.copyOf(good, good.length - 4);
      damaged[random.nextInt(i % 2 == 0 ? 16 : damaged.length)] = (byte) random.nextInt();
      java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
      crc.update(damaged);
      byte[] whole =
          java.nio.ByteBuffer.allocate(good.length)
              .put(damaged)
              .putInt((int) crc.getValue())
              .array();
      try {
        CodecTables.parse(whole);
      } catch (DamagedTablesException expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(4_000);
  }

  @Test
  void tables_packetThatMightNotFit_areRefused() {
    CodeLayout wide = new CodeLayout(8, 32, 32, List.of(8), 1, 1);
    assertThatThrownBy(() -> new CodecTables.Builder(wide).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 1200");
  }

  @Test
  void layout_groupsThatMissChannels_areRefused() {
    assertThatThrownBy(() -> new CodeLayout(8, 12, 12, List.of(2, 2), 2, 2))
        .hasMessage("channels of all groups: 4, not 8 to 8");
  }
}
