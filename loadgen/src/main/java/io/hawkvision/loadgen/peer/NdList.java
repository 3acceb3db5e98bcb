package io.hawkvision.loadgen.peer;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteOrder;
import java.util.List;

/**
 * DJL's own bytes for a list of arrays, {@code tensor/ndlist}: reads the first array of a list and
 * writes lists of one. Lengths are big endian, numbers as each array says. Pure.
 */
final class NdList {
  private static final String MAGIC = "NDAR";
  private static final int NAMED_FROM = 2;
  private static final int ORDERED_FROM = 3;
  private static final int MOST_DIMENSIONS = 32;
  private static final int MOST_BYTES = 64 << 20;

  private NdList() {}

  /** One array of numbers; the datatype is DJL's word, such as {@code FLOAT32}. */
  record Raw(String datatype, ByteOrder order, Buffer numbers) {}

  /** Little-endian floats of this shape. */
  static Buffer ofFloats(List<Long> shape, byte[] numbers) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(numbers.length + 128);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(1);
    out.writeUTF(MAGIC);
    out.writeInt(ORDERED_FROM);
    out.writeByte(0); // no name
    out.writeUTF("DENSE");
    out.writeUTF("FLOAT32");
    out.writeInt(shape.size());
    for (long size : shape) {
      out.writeLong(size);
    }
    out.writeInt(shape.size());
    out.writeChars("?".repeat(shape.size())); // what each dimension means is not told
    out.writeByte('<');
    out.writeInt(numbers.length);
    out.write(numbers);
    return Buffer.buffer(bytes.toByteArray());
  }

  /** Versions 1 to 3, which differ in a name and the numbers' order. */
  static Raw first(Buffer body) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body.getBytes()))) {
      if (in.readInt() < 1 || !in.readUTF().equals(MAGIC)) {
        throw new IOException("no NDList");
      }
      int version = in.readInt();
      if (version < 1 || version > ORDERED_FROM) {
        throw new IOException("an NDList of version " + version);
      }
      if (version >= NAMED_FROM && in.readByte() == 1) {
        in.readUTF();
      }
      in.readUTF(); // dense or sparse, which DJL ignores, too
      String datatype = in.readUTF();
      skip(in, Long.BYTES);
      skip(in, Character.BYTES);
      boolean isLittle = version >= ORDERED_FROM && in.readByte() == '<';
      int length = in.readInt();
      if (length < 0 || length > MOST_BYTES) {
        throw new IOException("an NDList of an impossible size");
      }
      byte[] numbers = new byte[Math.min(length, in.available())];
      in.readFully(numbers);
      if (numbers.length < length) {
        throw new IOException("an NDList that is cut off");
      }
      ByteOrder order = isLittle ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      return new Raw(datatype, order, Buffer.buffer(numbers));
    } catch (EOFException | UTFDataFormatException e) {
      throw new IOException("an NDList that is cut off", e);
    }
  }

  /** The dimensions, or what they mean. */
  private static void skip(DataInputStream in, int bytesEach) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_DIMENSIONS) {
      throw new IOException("an NDList of " + count + " dimensions");
    }
    in.skipNBytes((long) count * bytesEach);
  }
}
