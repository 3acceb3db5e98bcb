package io.hawkvision.zoo.policy;

import java.io.IOException;

/**
 * The outcome table's file, version 2, byte by byte in model-zoo/README.md: a head of {@link
 * #HEAD_BYTES} bytes, then the body as one zlib stream. Everything is little endian.
 */
final class OutcomeFormat {
  /** "HVOT". */
  static final int MAGIC = 0x544F5648;

  static final int VERSION = 2;
  static final int HEAD_BYTES = 16;
  static final int MAX_LABELS = Short.MAX_VALUE;
  static final int MAX_ROUTES = 64;
  static final int MAX_ORIGIN_LINES = 64;
  static final int MAX_TEXT_BYTES = 255;
  static final int MAX_FRAMES = 1 << 20;
  static final int MAX_BODY_BYTES = 64 << 20;

  /** Labels, routes, origin lines, reserved (two bytes each), frames, design frames (four each). */
  static final int COUNTS_BYTES = 16;

  /** Up to this many labels one byte holds an answer. */
  static final int BYTE_LABELS = 256;

  /** No zlib stream unpacks to more than this times its size. */
  static final long MAX_RATIO = 1032;

  private static final int SEGMENT_BYTES = 4;
  private static final int ORDER_BYTES = 2;
  private static final int SCORE_BYTES = 3;
  private static final int FEATURE_BYTES = 2;

  private OutcomeFormat() {}

  static int labelBytes(int labels) {
    return labels <= BYTE_LABELS ? 1 : 2;
  }

  static int frameBytes(int labels, int routes) {
    return SEGMENT_BYTES
        + ORDER_BYTES
        + 3 * SCORE_BYTES
        + 4 * FEATURE_BYTES
        + (1 + routes) * labelBytes(labels);
  }

  /** One column after the other; the writer and the reader both go through here. */
  static void columns(OutcomeColumns columns, int labels, Visitor visitor) throws IOException {
    visitor.ints(columns.segments, SEGMENT_BYTES);
    visitor.chars(columns.orders, ORDER_BYTES);
    visitor.chars(columns.labels, labelBytes(labels));
    visitor.ints(columns.margins, SCORE_BYTES);
    visitor.ints(columns.maxProbabilities, SCORE_BYTES);
    visitor.ints(columns.entropies, SCORE_BYTES);
    visitor.chars(columns.luminances, FEATURE_BYTES);
    visitor.chars(columns.contrasts, FEATURE_BYTES);
    visitor.chars(columns.sharpnesses, FEATURE_BYTES);
    visitor.chars(columns.changes, FEATURE_BYTES);
    for (char[] predicted : columns.predicted) {
      visitor.answers(predicted, columns.labels, labelBytes(labels));
    }
  }

  /** Reads or writes a column of so many bytes a value, as planes from the lowest byte up. */
  interface Visitor {
    void ints(int[] column, int bytes) throws IOException;

    void chars(char[] column, int bytes) throws IOException;

    /** Answers are kept as the exclusive or with the true label: mostly zeros. */
    void answers(char[] column, char[] labels, int bytes) throws IOException;
  }
}
