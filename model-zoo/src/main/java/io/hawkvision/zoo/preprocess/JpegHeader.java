package io.hawkvision.zoo.preprocess;

import io.hawkvision.zoo.preprocess.UnreadableImageException.Reason;

/**
 * Walks a JPEG's markers from start to end-of-image. Refuses what the decoder would take long or go
 * wrong on: a second frame header, hundreds of scans, a file that stops early.
 */
record JpegHeader(int width, int height) {
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int TEM = 0x01;
  private static final int RST0 = 0xD0;
  private static final int RST7 = 0xD7;
  private static final int DHT = 0xC4;
  private static final int JPG = 0xC8;
  private static final int DAC = 0xCC;

  /**
   * A progressive JPEG of a camera has about ten; each costs the decoder a pass over the picture.
   */
  private static final int MAX_SCANS = 64;

  static boolean begins(byte[] bytes) {
    return bytes.length >= 2 && at(bytes, 0) == 0xFF && at(bytes, 1) == SOI;
  }

  static JpegHeader read(byte[] bytes) throws UnreadableImageException {
    return new Walk(bytes).walk();
  }

  private static int at(byte[] bytes, int i) {
    return bytes[i] & 0xFF;
  }

  private static int word(byte[] bytes, int i) {
    return (at(bytes, i) << 8) + at(bytes, i + 1);
  }

  private static UnreadableImageException malformed(String what) {
    return new UnreadableImageException(Reason.MALFORMED, "JPEG " + what);
  }

  /** One pass over the bytes. */
  private static final class Walk {
    private final byte[] bytes;
    private int position = 2;
    private int scans;
    private int width;
    private int height;

    private Walk(byte[] bytes) {
      this.bytes = bytes;
    }

    private JpegHeader walk() throws UnreadableImageException {
      while (true) {
        int marker = nextMarker();
        if (marker == EOI) {
          return end();
        } else if (marker == SOS) {
          scan();
        } else if (isFrameHeader(marker)) {
          frameHeader(marker);
        } else if (!standsAlone(marker)) {
          position += segmentLength();
        }
      }
    }

    private JpegHeader end() throws UnreadableImageException {
      if (scans == 0) {
        throw malformed("without a scan");
      }
      return new JpegHeader(width, height);
    }

    /** Leaves the position behind the marker's code. */
    private int nextMarker() throws UnreadableImageException {
      if (position >= bytes.length) {
        throw malformed("cut off");
      }
      if (at(bytes, position) != 0xFF) {
        throw malformed("broken at byte " + position);
      }
      while (position < bytes.length && at(bytes, position) == 0xFF) {
        position++;
      }
      if (position >= bytes.length) {
        throw malformed("cut off");
      }
      int marker = at(bytes, position++);
      if (marker == 0 || marker == SOI) {
        throw malformed("broken at byte " + (position - 1));
      }
      return marker;
    }

    private int segmentLength() throws UnreadableImageException {
      if (position + 2 > bytes.length) {
        throw malformed("cut off");
      }
      int length = word(bytes, position);
      if (length < 2) {
        throw malformed("segment without a length");
      }
      if (position + length > bytes.length) {
        throw malformed("cut off");
      }
      return length;
    }

    private void frameHeader(int marker) throws UnreadableImageException {
      int length = segmentLength();
      if (marker > 0xC2) {
        throw new UnreadableImageException(
            Reason.UNSUPPORTED, "JPEG that is lossless, hierarchical or arithmetic-coded");
      }
      if (width != 0) {
        throw malformed("with two frame headers");
      }
      if (length < 8) {
        throw malformed("with a short frame header");
      }
      if (at(bytes, position + 2) != 8) {
        throw new UnreadableImageException(Reason.UNSUPPORTED, "JPEG of more than 8 bits");
      }
      height = word(bytes, position + 3);
      width = word(bytes, position + 5);
      int components = at(bytes, position + 7);
      if (width == 0 || height == 0 || length != 8 + 3 * components) {
        throw malformed("with a broken frame header");
      }
      if (components != 1 && components != 3 && components != 4) {
        throw new UnreadableImageException(
            Reason.UNSUPPORTED, "JPEG of " + components + " components");
      }
      position += length;
    }

    /** Skips the scan's header and its entropy-coded bytes. */
    private void scan() throws UnreadableImageException {
      position += segmentLength();
      if (width == 0) {
        throw malformed("with a scan before its frame header");
      }
      if (++scans > MAX_SCANS) {
        throw malformed("of more than " + MAX_SCANS + " scans");
      }
      while (position < bytes.length && !markerHere()) {
        position++;
      }
    }

    private boolean markerHere() {
      if (bytes[position] != (byte) 0xFF || position + 1 >= bytes.length) {
        return false;
      }
      int next = at(bytes, position + 1);
      return next != 0 && next != 0xFF && !(next >= RST0 && next <= RST7);
    }

    private static boolean isFrameHeader(int marker) {
      return marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != JPG && marker != DAC;
    }

    private static boolean standsAlone(int marker) {
      return marker == TEM || (marker >= RST0 && marker <= RST7);
    }
  }
}
