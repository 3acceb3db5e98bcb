package io.hawkvision.zoo.preprocess;

import io.hawkvision.zoo.preprocess.UnreadableImageException.Reason;
import java.util.Arrays;

/** Reads a PNG's first chunk and walks the others up to the last one. */
record PngHeader(int width, int height) {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int PREFIX = 4;
  private static final int CHUNK_FRAME = 12;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454E44;
  private static final int HEADER_LENGTH = 13;

  static boolean begins(byte[] bytes) {
    int compared = Math.min(bytes.length, SIGNATURE.length);
    return compared >= PREFIX && Arrays.equals(bytes, 0, compared, SIGNATURE, 0, compared);
  }

  static PngHeader read(byte[] bytes) throws UnreadableImageException {
    int position = SIGNATURE.length;
    if (bytes.length < position + CHUNK_FRAME + HEADER_LENGTH) {
      throw malformed("cut off");
    }
    if (word(bytes, position) != HEADER_LENGTH || word(bytes, position + 4) != IHDR) {
      throw malformed("does not begin with its header");
    }
    int width = word(bytes, position + 8);
    int height = word(bytes, position + 12);
    if (width < 1 || height < 1 || !validDepth(bytes[position + 16], bytes[position + 17])) {
      throw malformed("with a broken header");
    }
    requireAllChunks(bytes, position + CHUNK_FRAME + HEADER_LENGTH);
    return new PngHeader(width, height);
  }

  private static void requireAllChunks(byte[] bytes, int first) throws UnreadableImageException {
    int position = first;
    boolean pixels = false;
    while (position + CHUNK_FRAME <= bytes.length) {
      int length = word(bytes, position);
      int type = word(bytes, position + 4);
      if (length < 0 || length > bytes.length - position - CHUNK_FRAME) {
        throw malformed("cut off");
      }
      if (type == IHDR) {
        throw malformed("with two headers");
      }
      if (type == IEND) {
        if (!pixels) {
          throw malformed("without pixels");
        }
        return;
      }
      pixels |= type == IDAT;
      position += CHUNK_FRAME + length;
    }
    throw malformed("cut off");
  }

  private static boolean validDepth(int depth, int colour) {
    return switch (colour) {
      case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
      case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
      case 2, 4, 6 -> depth == 8 || depth == 16;
      default -> false;
    };
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 24
        | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8
        | (bytes[at + 3] & 0xFF);
  }

  private static UnreadableImageException malformed(String what) {
    return new UnreadableImageException(Reason.MALFORMED, "PNG " + what);
  }
}
