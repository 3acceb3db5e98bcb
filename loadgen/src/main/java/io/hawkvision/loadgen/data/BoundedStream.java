package io.hawkvision.loadgen.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails instead of handing out more than so many bytes: the guard against archive bombs. */
final class BoundedStream extends FilterInputStream {
  private final long mostBytes;
  private long seen;

  BoundedStream(InputStream in, long mostBytes) {
    super(in);
    this.mostBytes = mostBytes;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int got = super.read(bytes, offset, length);
    if (got > 0) {
      count(got);
    }
    return got;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = super.skip(wanted);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long more) throws IOException {
    seen += more;
    if (seen > mostBytes) {
      throw new IOException("refused: the archive unpacks to more than " + mostBytes + " bytes");
    }
  }
}
