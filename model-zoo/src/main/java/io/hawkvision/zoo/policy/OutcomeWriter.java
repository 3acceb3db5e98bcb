package io.hawkvision.zoo.policy;

import io.hawkvision.zoo.family.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes an outcome table as {@link OutcomeFormat} says: equal tables give equal bytes. Pure. */
public final class OutcomeWriter {
  private OutcomeWriter() {}

  /**
   * The file's bytes.
   *
   * @param table a whole table, not a part of one
   * @param labels how many labels the family has
   * @throws IllegalArgumentException for what the format cannot hold
   */
  public static byte[] write(OutcomeTable table, int labels) {
    OutcomeColumns columns = table.columns();
    require(table.isWhole(), "a part of a table is not written");
    require(labels >= 1 && labels <= OutcomeFormat.MAX_LABELS, "labels: " + labels);
    require(columns.frames <= OutcomeFormat.MAX_FRAMES, "frames: " + columns.frames);
    require(columns.origin.size() <= OutcomeFormat.MAX_ORIGIN_LINES, "too many lines of origin");
    byte[] body;
    try {
      body = body(columns, labels);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
    require(body.length <= OutcomeFormat.MAX_BODY_BYTES, "bytes: " + body.length);
    CRC32 crc = new CRC32();
    crc.update(body);
    byte[] headBytes = new byte[OutcomeFormat.HEAD_BYTES];
    ByteBuffer head = littleEndian(headBytes);
    head.putInt(OutcomeFormat.MAGIC).putShort((short) OutcomeFormat.VERSION).putShort((short) 0);
    head.putInt(body.length).putInt((int) crc.getValue());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(headBytes);
    pack(body, file);
    return file.toByteArray();
  }

  /** SHA-256 over the body, whatever its labels: it does not depend on how zlib packs. */
  static String sha256(OutcomeColumns columns) {
    try {
      return Sha256.of(body(columns, OutcomeFormat.MAX_LABELS));
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
  }

  private static void pack(byte[] body, ByteArrayOutputStream file) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream packed = new DeflaterOutputStream(file, deflater)) {
      packed.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    } finally {
      deflater.end();
    }
  }

  private static byte[] body(OutcomeColumns columns, int labels) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] countBytes = new byte[OutcomeFormat.COUNTS_BYTES];
    ByteBuffer counts = littleEndian(countBytes);
    counts.putShort((short) labels).putShort((short) columns.routes.size());
    counts.putShort((short) columns.origin.size()).putShort((short) 0);
    counts.putInt(columns.frames).putInt(columns.designFrames);
    body.writeBytes(countBytes);
    texts(columns.routes.stream().map(Route::toString).toList(), body);
    texts(columns.origin, body);
    Planes planes = new Planes(body, labels);
    OutcomeFormat.columns(columns, labels, planes);
    return body.toByteArray();
  }

  private static void texts(List<String> lines, ByteArrayOutputStream body) {
    for (String line : lines) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      require(bytes.length <= OutcomeFormat.MAX_TEXT_BYTES, "too long: " + line);
      body.write(bytes.length);
      body.writeBytes(bytes);
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void require(boolean fine, String problem) {
    if (!fine) {
      throw new IllegalArgumentException(problem);
    }
  }

  private record Planes(ByteArrayOutputStream body, int labels) implements OutcomeFormat.Visitor {
    @Override
    public void ints(int[] column, int bytes) {
      for (int plane = 0; plane < bytes; plane++) {
        for (int value : column) {
          body.write(value >>> (8 * plane));
        }
      }
    }

    @Override
    public void chars(char[] column, int bytes) {
      for (int plane = 0; plane < bytes; plane++) {
        for (char value : column) {
          body.write(value >>> (8 * plane));
        }
      }
    }

    @Override
    public void answers(char[] column, char[] truth, int bytes) {
      char[] differences = new char[column.length];
      for (int i = 0; i < column.length; i++) {
        require(column[i] < labels && truth[i] < labels, "an answer beyond the labels");
        differences[i] = (char) (column[i] ^ truth[i]);
      }
      chars(differences, bytes);
    }
  }
}
