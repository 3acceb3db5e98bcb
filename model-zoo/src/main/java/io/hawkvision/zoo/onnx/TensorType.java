package io.hawkvision.zoo.onnx;

import java.util.Optional;
import java.util.stream.Stream;

/** Element types of tensors, with their number in ONNX files. */
public enum TensorType {
  FLOAT(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  UINT16(4, 2),
  INT16(5, 2),
  INT32(6, 4),
  INT64(7, 8),
  STRING(8, 0),
  BOOL(9, 1),
  FLOAT16(10, 2),
  DOUBLE(11, 8),
  UINT32(12, 4),
  UINT64(13, 8),
  BFLOAT16(16, 2);

  private final int code;
  private final int bytes;

  TensorType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  int code() {
    return code;
  }

  /** Bytes of one element; 0 for strings. */
  int bytes() {
    return bytes;
  }

  static Optional<TensorType> ofCode(int code) {
    return Stream.of(values()).filter(type -> type.code == code).findFirst();
  }
}
