package io.hawkvision.zoo.policy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Reads an outcome table as {@link OutcomeFormat} says, in one pass. Believes no size before it is
 * known to be possible: a file can make it allocate some thousand times its own size at most, and
 * never more than the format's bounds. Reads a stream: never on an event loop.
 */
public final class OutcomeReader {
  private final InputStream body;
  private final int labels;
  private final long bodyBytes;
  private long readBytes;

  private OutcomeReader(InputStream body, Body wanted) {
    this.body = body;
    this.labels = wanted.labels();
    this.bodyBytes = wanted.bytes();
  }

  /**
   * The table of this file.
   *
   * @param file from its first byte; not closed here
   * @param fileBytes how long the file is
   * @param labels how many labels the family has: the file must say the same
   */
  public static OutcomeTable read(InputStream file, long fileBytes, int labels) throws IOException {
    byte[] headBytes = file.readNBytes(OutcomeFormat.HEAD_BYTES);
    ByteBuffer head = littleEndian(headBytes);
    if (headBytes.length < OutcomeFormat.HEAD_BYTES || head.getInt() != OutcomeFormat.MAGIC) {
      throw new InvalidOutcomesException("does not begin like an outcome table");
    }
    int version = Short.toUnsignedInt(head.getShort());
    require(version == OutcomeFormat.VERSION, "is of version " + version + ", not 2");
    require(head.getShort() == 0, "has reserved bits set");
    long bodyBytes = Integer.toUnsignedLong(head.getInt());
    int wantedCrc = head.getInt();
    long packedBytes = Math.max(0, fileBytes - OutcomeFormat.HEAD_BYTES);
    require(
        bodyBytes <= OutcomeFormat.MAX_BODY_BYTES
            && bodyBytes <= OutcomeFormat.MAX_RATIO * packedBytes,
        "claims " + bodyBytes + " bytes of content, which its " + fileBytes + " bytes cannot hold");
    return unpacked(file, new Body(labels, bodyBytes, wantedCrc));
  }

  /** What head and caller say about the body. */
  private record Body(int labels, long bytes, int crc) {}

  private static OutcomeTable unpacked(InputStream file, Body wanted) throws IOException {
    CRC32 crc = new CRC32();
    Inflater inflater = new Inflater();
    try {
      InputStream body = new CheckedInputStream(new InflaterInputStream(file, inflater), crc);
      OutcomeReader reader = new OutcomeReader(body, wanted);
      OutcomeColumns columns = reader.columns();
      boolean isEnd = body.read() < 0 && inflater.getRemaining() == 0 && file.read() < 0;
      require(isEnd, "goes on after its end");
      require((int) crc.getValue() == wanted.crc(), "is damaged: its checksum differs");
      return new OutcomeTable(columns, 0, columns.frames);
    } catch (EOFException early) {
      throw new InvalidOutcomesException("ends early");
    } catch (ZipException damaged) {
      throw new InvalidOutcomesException("is damaged: " + damaged.getMessage());
    } finally {
      inflater.end();
    }
  }

  private OutcomeColumns columns() throws IOException {
    ByteBuffer counts = littleEndian(exactly(OutcomeFormat.COUNTS_BYTES));
    int labelCount = Short.toUnsignedInt(counts.getShort());
    int routeCount = Short.toUnsignedInt(counts.getShort());
    int originCount = Short.toUnsignedInt(counts.getShort());
    require(counts.getShort() == 0, "has reserved bits set");
    int frames = counts.getInt();
    int designFrames = counts.getInt();
    require(labelCount == labels, "is for " + labelCount + " labels, not " + labels);
    require(routeCount >= 1 && routeCount <= OutcomeFormat.MAX_ROUTES, "routes: " + routeCount);
    require(originCount <= OutcomeFormat.MAX_ORIGIN_LINES, "lines of origin: " + originCount);
    require(frames >= 0 && frames <= OutcomeFormat.MAX_FRAMES, "frames: " + frames);
    require(designFrames >= 0 && designFrames <= frames, "design frames: " + designFrames);
    List<Route> routes = routes(routeCount);
    List<String> origin = texts(originCount);
    long columnBytes = (long) frames * OutcomeFormat.frameBytes(labels, routeCount);
    require(
        columnBytes == bodyBytes - readBytes,
        "has room for other than the " + frames + " frames it claims");
    OutcomeColumns columns = new OutcomeColumns(routes, origin, frames, designFrames);
    OutcomeFormat.columns(columns, labels, new Planes());
    for (int i = 0; i < frames; i++) {
      boolean isPossible = isMeasured(columns, i) || isUnknown(columns, i);
      require(isPossible && columns.segments[i] >= 0, "frame " + i + " is impossible");
    }
    return columns;
  }

  private static boolean isMeasured(OutcomeColumns columns, int i) {
    return columns.luminances[i] != FixedPoint.NONE
        && columns.contrasts[i] != FixedPoint.NONE
        && columns.sharpnesses[i] != FixedPoint.NONE;
  }

  private static boolean isUnknown(OutcomeColumns columns, int i) {
    return columns.luminances[i] == FixedPoint.NONE
        && columns.contrasts[i] == FixedPoint.NONE
        && columns.sharpnesses[i] == FixedPoint.NONE
        && columns.changes[i] == FixedPoint.NONE;
  }

  private List<Route> routes(int count) throws IOException {
    List<Route> routes = new ArrayList<>();
    for (String spelling : texts(count)) {
      try {
        routes.add(Route.parse(spelling));
      } catch (IllegalArgumentException wrong) {
        throw new InvalidOutcomesException(String.valueOf(wrong.getMessage()));
      }
    }
    require(new HashSet<>(routes).size() == count, "holds a route twice");
    return routes;
  }

  private List<String> texts(int count) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int bytes = exactly(1)[0] & 0xFF;
      texts.add(new String(exactly(bytes), StandardCharsets.UTF_8));
    }
    return texts;
  }

  private byte[] exactly(int bytes) throws IOException {
    byte[] read = body.readNBytes(bytes);
    if (read.length < bytes) {
      throw new EOFException();
    }
    readBytes += bytes;
    return read;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void require(boolean fine, String problem) throws InvalidOutcomesException {
    if (!fine) {
      throw new InvalidOutcomesException(problem);
    }
  }

  private final class Planes implements OutcomeFormat.Visitor {
    @Override
    public void ints(int[] column, int bytes) throws IOException {
      for (int plane = 0; plane < bytes; plane++) {
        byte[] values = exactly(column.length);
        for (int i = 0; i < column.length; i++) {
          column[i] |= (values[i] & 0xFF) << (8 * plane);
        }
      }
    }

    @Override
    public void chars(char[] column, int bytes) throws IOException {
      for (int plane = 0; plane < bytes; plane++) {
        byte[] values = exactly(column.length);
        for (int i = 0; i < column.length; i++) {
          column[i] |= (char) ((values[i] & 0xFF) << (8 * plane));
        }
      }
    }

    @Override
    public void answers(char[] column, char[] truth, int bytes) throws IOException {
      chars(column, bytes);
      for (int i = 0; i < column.length; i++) {
        column[i] ^= truth[i];
        require(column[i] < labels && truth[i] < labels, "holds an answer beyond the labels");
      }
    }
  }
}
