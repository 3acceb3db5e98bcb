package io.hawkvision.zoo.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.zoo.policy.OutcomeTable.Outcome;
import io.hawkvision.zoo.policy.OutcomeTable.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writer and reader of the outcome table's file. */
class OutcomeFileTest {
  private static final int LABELS = 20;
  private static final long MOST_ALLOCATED_BYTES = 4 << 20;

  private static OutcomeTable table(int frames, int labels, List<Route> routes) {
    Random random = new Random(5);
    OutcomeTable.Builder table = OutcomeTable.of(routes).origin(List.of("edge-s network 1234"));
    for (int i = 0; i < frames; i++) {
      int label = random.nextInt(labels);
      List<Integer> predicted = new ArrayList<>();
      for (int r = 0; r < routes.size(); r++) {
        predicted.add(random.nextDouble() < 0.15 ? random.nextInt(labels) : label);
      }
      double sure = random.nextDouble();
      double change = i % 3 == 0 ? Double.NaN : 255 * random.nextDouble();
      PreGateFeatures features =
          new PreGateFeatures(
              255 * random.nextDouble(),
              100 * random.nextDouble(),
              200 * random.nextDouble(),
              change);
      EdgeScores scores = new EdgeScores(sure, random.nextDouble(), 2 * random.nextDouble());
      Part part = i % 5 == 0 ? Part.DESIGN : Part.CALIBRATION;
      table.add(new Outcome(new Place(part, i / 3, i % 3), label, scores, features, predicted));
    }
    return table.build();
  }

  private static OutcomeTable small() {
    return table(60, LABELS, Route.originals(List.of("edge-s", "dc-m")));
  }

  private static OutcomeTable read(byte[] file, int labels) throws IOException {
    return OutcomeReader.read(new ByteArrayInputStream(file), file.length, labels);
  }

  @Test
  @Tag("unit")
  void read_ofWritten_isTheSameTable() throws Exception {
    for (int labels : new int[] {2, LABELS, 256, 257, 1000, 32_767}) {
      List<Route> routes = List.of(Route.original("edge-s"), Route.parse("split/features-b2@25"));
      OutcomeTable table = table(100, labels, routes);
      byte[] file = OutcomeWriter.write(table, labels);
      OutcomeTable read = read(file, labels);
      assertThat(OutcomeWriter.write(read, labels)).isEqualTo(file);
      assertThat(read.routes()).isEqualTo(routes);
      assertThat(read.origin()).isEqualTo(table.origin());
      assertThat(read.part(Part.DESIGN).frames()).isEqualTo(20);
      for (int i = 0; i < table.frames(); i++) {
        assertThat(read.part(i)).isEqualTo(table.part(i));
        assertThat(read.segment(i)).isEqualTo(table.segment(i));
        assertThat(read.order(i)).isEqualTo(table.order(i));
        assertThat(read.label(i)).isEqualTo(table.label(i));
        assertThat(read.margin(i)).isEqualTo(table.margin(i));
        assertThat(read.maxProbability(i)).isEqualTo(table.maxProbability(i));
        assertThat(read.entropy(i)).isEqualTo(table.entropy(i));
        assertThat(read.features(i)).isEqualTo(table.features(i));
        assertThat(read.predicted(1, i)).isEqualTo(table.predicted(1, i));
      }
    }
  }

  @Test
  @Tag("unit")
  void read_withoutFrames_isAnEmptyTable() throws Exception {
    OutcomeTable empty = OutcomeTable.of(Route.originals(List.of("edge-s"))).build();
    assertThat(read(OutcomeWriter.write(empty, 2), 2).frames()).isZero();
  }

  /** What model-zoo/README.md says, byte by byte. */
  @Test
  @Tag("contract")
  void write_oneFrame_isAsDocumented() throws Exception {
    Outcome frame =
        new Outcome(
            new Place(Part.DESIGN, 0x01020304, 0x0506),
            3,
            new EdgeScores(0.5, 0.75, 1.0),
            new PreGateFeatures(1, 2, 3, Double.NaN),
            List.of(1, 3));
    OutcomeTable table =
        OutcomeTable.of(Route.originals(List.of("e", "dc")))
            .origin(List.of("x"))
            .add(frame)
            .build();
    byte[] file = OutcomeWriter.write(table, 4);
    String body =
        "0400"
            + "0200"
            + "0100"
            + "0000"
            + "01000000"
            + "01000000" // counts
            + "0165"
            + "026463"
            + "0178" // routes and origin
            + "04030201"
            + "0605"
            + "03" // segment, order, label
            + "000080"
            + "0000c0"
            + "000010" // margin, maximum, entropy
            + "4000"
            + "8000"
            + "c000"
            + "ffff" // features
            + "02"
            + "00"; // answers, exclusive or with the label
    byte[] bytes = HexFormat.of().parseHex(body);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ByteBuffer head = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(Arrays.copyOf(file, 8)).isEqualTo(HexFormat.of().parseHex("48564f5402000000"));
    assertThat(head.getInt(8)).isEqualTo(bytes.length);
    assertThat(head.getInt(12)).isEqualTo((int) crc.getValue());
    assertThat(HexFormat.of().formatHex(inflated(file))).isEqualTo(body);
  }

  @Test
  @Tag("unit")
  void write_seventyFiveThousandFramesByTwelveRoutes_staysBelowThreeMegabytes() throws Exception {
    List<Route> routes = new ArrayList<>(Route.originals(List.of("edge-s", "dc-m")));
    for (String level : List.of("b8", "b4", "b2")) {
      for (int percent : new int[] {25, 50, 100}) {
        routes.add(new Route("split", "features-" + level, percent));
      }
    }
    routes.add(Route.original("dc-l"));
    assertThat(routes).hasSize(12);
    byte[] file = OutcomeWriter.write(table(75_000, LABELS, routes), LABELS);
    assertThat(file).hasSizeLessThan(3_000_000);
    assertThat(read(file, LABELS).frames()).isEqualTo(75_000);
  }

  @Test
  @Tag("unit")
  void write_whatTheFormatCannotHold_isRefused() {
    OutcomeTable table = small();
    assertThatThrownBy(() -> OutcomeWriter.write(table.part(Part.DESIGN), LABELS))
        .hasMessageContaining("a part");
    assertThatThrownBy(() -> OutcomeWriter.write(table, 2)).hasMessageContaining("beyond");
    OutcomeTable wordy =
        OutcomeTable.of(Route.originals(List.of("e"))).origin(List.of("x".repeat(256))).build();
    assertThatThrownBy(() -> OutcomeWriter.write(wordy, 2)).hasMessageContaining("too long");
  }

  @ParameterizedTest
  @Tag("unit")
  @CsvSource({
    "0, 00, does not begin like an outcome table",
    "4, 01, 'is of version 1, not 2'",
    "6, 01, has reserved bits set",
    "8, ffffffff, 'claims 4294967295 bytes of content, which its'",
    "8, ffffff03, 'claims 67108863 bytes of content, which its'",
    "12, 00000000, is damaged: its checksum differs",
  })
  void read_changedHead_saysWhatIsWrong(int at, String hex, String message) {
    byte[] file = OutcomeWriter.write(small(), LABELS);
    byte[] changed = HexFormat.of().parseHex(hex);
    System.arraycopy(changed, 0, file, at, changed.length);
    assertThatThrownBy(() -> read(file, LABELS))
        .isInstanceOf(InvalidOutcomesException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @Tag("unit")
  @CsvSource({
    "0, ffff, 'is for 65535 labels, not 20'",
    "2, 0000, routes: 0",
    "2, ffff, routes: 65535",
    "4, ffff, lines of origin: 65535",
    "6, 0100, has reserved bits set",
    "8, ffffffff, frames: -1",
    "8, ffffff7f, frames: 2147483647",
    "8, 00001000, has room for other than the 1048576 frames it claims",
    "8, 3d000000, has room for other than the 61 frames it claims",
    "8, 3b000000, has room for other than the 59 frames it claims",
    "12, 3d000000, design frames: 61",
    "17, 45, not a route: \"Edge-s\"",
    "23, 05, ''",
    "28, ff, ''",
  })
  void read_changedBodyOfRightChecksum_saysWhatIsWrong(int at, String hex, String message)
      throws Exception {
    byte[] body = inflated(OutcomeWriter.write(small(), LABELS));
    byte[] changed = HexFormat.of().parseHex(hex);
    System.arraycopy(changed, 0, body, at, changed.length);
    byte[] file = sealed(body);
    assertThatThrownBy(() -> read(file, LABELS))
        .isInstanceOf(InvalidOutcomesException.class)
        .hasMessageContaining(message);
  }

  @Test
  @Tag("unit")
  void write_unknownFeatures_comeBack_andHalfKnownOnesAreRefused() throws Exception {
    OutcomeTable.Outcome unknown =
        new OutcomeTable.Outcome(
            new OutcomeTable.Place(Part.CALIBRATION, 0, 0),
            1,
            new EdgeScores(0.5, 0.75, 0.5),
            PreGateFeatures.UNKNOWN,
            List.of(1, 2));
    OutcomeTable table =
        OutcomeTable.of(Route.originals(List.of("edge-s", "dc-m"))).add(unknown).build();
    byte[] file = OutcomeWriter.write(table, LABELS);
    assertThat(read(file, LABELS).features(0).isKnown()).isFalse();
    assertThat(read(file, LABELS).outcome(0)).isEqualTo(unknown);
    byte[] half = inflated(file);
    half[
            half.length
                - OutcomeFormat.frameBytes(LABELS, 2)
                + 4
                + 2
                + OutcomeFormat.labelBytes(LABELS)
                + 9] =
        7;
    assertThatThrownBy(() -> read(sealed(half), LABELS))
        .hasMessageContaining("frame 0 is impossible");
  }

  @Test
  @Tag("unit")
  void read_impossibleFrames_areRefused() throws Exception {
    byte[] body = inflated(OutcomeWriter.write(small(), LABELS));
    int columns = body.length - 60 * OutcomeFormat.frameBytes(LABELS, 2);
    byte[] negative = body.clone();
    negative[columns + 3 * 60] = (byte) 0x80; // the highest byte of the first segment
    assertThatThrownBy(() -> read(sealed(negative), LABELS))
        .hasMessageContaining("frame 0 is impossible");
    byte[] beyond = body.clone();
    beyond[columns + 6 * 60] = LABELS; // the first label
    assertThatThrownBy(() -> read(sealed(beyond), LABELS))
        .hasMessageContaining("an answer beyond the labels");
    OutcomeTable alike = table(60, LABELS, Route.originals(List.of("dc-l", "dc-m")));
    byte[] twice = inflated(OutcomeWriter.write(alike, LABELS));
    twice[OutcomeFormat.COUNTS_BYTES + 4] = 'm';
    assertThatThrownBy(() -> read(sealed(twice), LABELS)).hasMessageContaining("a route twice");
  }

  @Test
  @Tag("unit")
  void read_somethingAfterTheEnd_isRefused() {
    byte[] file = OutcomeWriter.write(small(), LABELS);
    byte[] longer = Arrays.copyOf(file, file.length + 1);
    assertThatThrownBy(() -> read(longer, LABELS)).hasMessageContaining("goes on after its end");
  }

  @Test
  @Tag("fuzz")
  void read_cutOffAnywhere_isRefused() {
    byte[] file = OutcomeWriter.write(small(), LABELS);
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> read(cut, LABELS))
          .as("cut to %d bytes", length)
          .isInstanceOf(InvalidOutcomesException.class);
    }
  }

  @Test
  @Tag("fuzz")
  void read_anyBitFlipped_isRefusedUnlessNothingDependsOnIt() throws Exception {
    byte[] file = OutcomeWriter.write(small(), LABELS);
    int refused = 0;
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        // Such as the bits that fill up the last byte of the packed stream.
        assertThat(OutcomeWriter.write(read(flipped, LABELS), LABELS)).isEqualTo(file);
      } catch (InvalidOutcomesException expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(8 * file.length - 64);
  }

  @Test
  @Tag("fuzz")
  void read_randomBodies_neverFailOtherwiseOrTakeMuchMemory() {
    byte[] body = inflatedUnchecked(OutcomeWriter.write(small(), LABELS));
    Random random = new Random(11);
    int sound = 0;
    long before = allocatedBytes();
    for (int round = 0; round < 3000; round++) {
      byte[] changed = body.clone();
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        int near = random.nextBoolean() ? 40 : changed.length;
        changed[random.nextInt(near)] = (byte) random.nextInt(256);
      }
      try {
        read(sealed(changed), LABELS);
        sound++;
      } catch (InvalidOutcomesException refused) {
        assertThat(refused).message().isNotBlank();
      } catch (IOException impossible) {
        throw new AssertionError("round " + round, impossible);
      }
    }
    assertThat((allocatedBytes() - before) / 3000).isLessThan(MOST_ALLOCATED_BYTES);
    assertThat(sound).isBetween(100, 2900); // some changes only change numbers
  }

  @Test
  @Tag("fuzz")
  void read_claimsOfFourGigabytes_allocateNextToNothing() {
    byte[] body = new byte[OutcomeFormat.COUNTS_BYTES];
    ByteBuffer counts = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    counts.putShort(0, (short) LABELS).putShort(2, (short) 64).putInt(8, OutcomeFormat.MAX_FRAMES);
    byte[] file = sealed(body);
    ByteBuffer head = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int claim : new int[] {0xFFFFFFFF, Integer.MAX_VALUE, 64 << 20, 30_000, body.length}) {
      head.putInt(8, claim);
      long before = allocatedBytes();
      assertThatThrownBy(() -> read(file, LABELS)).isInstanceOf(InvalidOutcomesException.class);
      assertThat(allocatedBytes() - before).isLessThan(MOST_ALLOCATED_BYTES);
    }
  }

  private static long allocatedBytes() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  private static byte[] inflated(byte[] file) throws Exception {
    byte[] body = new byte[ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(8)];
    Inflater inflater = new Inflater();
    inflater.setInput(file, OutcomeFormat.HEAD_BYTES, file.length - OutcomeFormat.HEAD_BYTES);
    assertThat(inflater.inflate(body)).isEqualTo(body.length);
    inflater.end();
    return body;
  }

  private static byte[] inflatedUnchecked(byte[] file) {
    try {
      return inflated(file);
    } catch (Exception impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** A file with this body, whatever it says, and a right head. */
  private static byte[] sealed(byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(body);
    byte[] headBytes = new byte[OutcomeFormat.HEAD_BYTES];
    ByteBuffer head = ByteBuffer.wrap(headBytes).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(OutcomeFormat.MAGIC).putInt(OutcomeFormat.VERSION);
    head.putInt(body.length).putInt((int) crc.getValue());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(headBytes);
    Deflater deflater = new Deflater();
    try (DeflaterOutputStream packed = new DeflaterOutputStream(file, deflater)) {
      packed.write(body);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    } finally {
      deflater.end();
    }
    return file.toByteArray();
  }
}
