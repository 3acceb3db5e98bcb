package io.hawkvision.zoo.engine;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** A constant tensor of an ONNX file: its name, type and shape, which its bytes must fill. */
final class TensorOutline {
  private static final int DIMENSIONS = 1;
  private static final int TYPE = 2;
  private static final int FLOATS = 4;
  private static final int NAME = 8;
  private static final int RAW = 9;
  private static final int DOUBLES = 10;
  private static final int EXTERNAL = 13;
  private static final int LOCATION = 14;
  private static final int MAX_RANK = 16;

  /** Bytes of one number by ONNX's number of the type, where a whole number of bytes. */
  private static final Map<Integer, Integer> BYTES =
      Map.ofEntries(
          Map.entry(1, 4),
          Map.entry(2, 1),
          Map.entry(3, 1),
          Map.entry(4, 2),
          Map.entry(5, 2),
          Map.entry(6, 4),
          Map.entry(7, 8),
          Map.entry(9, 1),
          Map.entry(10, 2),
          Map.entry(11, 8),
          Map.entry(12, 4),
          Map.entry(13, 8),
          Map.entry(16, 2));

  /** Float, uint8, int8, float16, double, bfloat16. */
  private static final Set<Integer> WEIGHT_TYPES = Set.of(1, 2, 3, 10, 11, 16);

  private String name = "";
  private int type;
  private long[] shape = {};
  private long rawBytes = -1;
  private long packedBytes;
  private String location = "";
  private boolean isExternal;

  private TensorOutline() {}

  /** Reads to the end of the message; no number is copied. */
  static TensorOutline read(CodedInputStream in) throws IOException, EngineException {
    TensorOutline tensor = new TensorOutline();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      tensor.field(in, tag);
    }
    tensor.require();
    return tensor;
  }

  private void field(CodedInputStream in, int tag) throws IOException, EngineException {
    int field = WireFormat.getTagFieldNumber(tag);
    boolean isBytes = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    if (field == DIMENSIONS) {
      dimensions(in, isBytes);
    } else if (field == NAME && isBytes) {
      name = in.readStringRequireUtf8();
    } else if (field == TYPE && !isBytes) {
      type = in.readInt32();
    } else if (field == LOCATION && !isBytes) {
      isExternal |= in.readInt32() != 0;
    } else if (field == EXTERNAL && isBytes) {
      isExternal = true;
      location(in);
    } else if (field == RAW && isBytes) {
      rawBytes = skipBytes(in);
    } else if ((field == FLOATS || field == DOUBLES) && isBytes) {
      packedBytes += skipBytes(in);
    } else {
      int before = in.getTotalBytesRead();
      NetworkOutline.skip(in, tag);
      packedBytes += in.getTotalBytesRead() - before;
    }
  }

  private void dimensions(CodedInputStream in, boolean isPacked)
      throws IOException, EngineException {
    if (!isPacked) {
      dimension(in.readInt64());
      return;
    }
    int limit = in.pushLimit(in.readRawVarint32());
    while (in.getBytesUntilLimit() > 0) {
      dimension(in.readInt64());
    }
    in.popLimit(limit);
  }

  private void dimension(long size) throws EngineException {
    if (size < 0 || shape.length == MAX_RANK) {
      throw new EngineException("tensor \"" + name + "\" has an impossible shape");
    }
    shape = Arrays.copyOf(shape, shape.length + 1);
    shape[shape.length - 1] = size;
  }

  /** Key and value of one line about the other file; the value of "location" is its name. */
  private void location(CodedInputStream in) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    String key = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (NetworkOutline.isMessage(tag, 1)) {
        key = in.readStringRequireUtf8();
      } else if (NetworkOutline.isMessage(tag, 2)) {
        String value = in.readStringRequireUtf8();
        location = key.equals("location") ? value : location;
      } else {
        NetworkOutline.skip(in, tag);
      }
    }
    in.popLimit(limit);
  }

  private static int skipBytes(CodedInputStream in) throws IOException {
    int count = in.readRawVarint32();
    in.skipRawBytes(count);
    return count;
  }

  private void require() throws EngineException {
    if (isExternal) {
      throw new EngineException(
          "tensor \""
              + name
              + "\" keeps its numbers in another file (\""
              + location
              + "\"): save the network as one file");
    }
    long elements = elements();
    Integer bytes = BYTES.get(type);
    boolean isShort =
        rawBytes >= 0
            ? bytes != null && rawBytes / bytes != elements
            : elements > Math.max(packedBytes, 0);
    if (isShort) {
      throw new EngineException(
          "tensor \""
              + name
              + "\" claims "
              + Arrays.toString(shape)
              + " numbers but holds "
              + Math.max(rawBytes, packedBytes)
              + " bytes");
    }
  }

  String name() {
    return name;
  }

  long[] shape() {
    return shape.clone();
  }

  boolean isWeights() {
    return WEIGHT_TYPES.contains(type);
  }

  /** The product of the shape; huge claims stop at the largest number. */
  long elements() {
    long elements = 1;
    for (long dimension : shape) {
      if (dimension != 0 && elements > Long.MAX_VALUE / dimension) {
        return Long.MAX_VALUE;
      }
      elements *= dimension;
    }
    return elements;
  }
}
