package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.policy.UplinkLine;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Adds up what frames take on the wire; any thread. */
final class UplinkMeter {
  /** Headers of IPv4 and UDP. */
  private static final int DATAGRAM_HEADER_BYTES = 28;

  /** Headers of IPv4 and TCP with time stamps, and what a segment carries besides them. */
  private static final int SEGMENT_HEADER_BYTES = 52;

  private static final int SEGMENT_BYTES = 1448;

  private final LongAdder bytes = new LongAdder();
  private final LongAdder frames = new LongAdder();

  /** A picture over TCP. */
  void add(int pictureBytes) {
    int segments = (pictureBytes + SEGMENT_BYTES - 1) / SEGMENT_BYTES;
    bytes.add((long) pictureBytes + (long) segments * SEGMENT_HEADER_BYTES);
    frames.increment();
  }

  /** All datagrams of one frame, repeats included. */
  void addDatagrams(List<byte[]> datagrams) {
    datagrams.forEach(datagram -> bytes.add((long) datagram.length + DATAGRAM_HEADER_BYTES));
    frames.increment();
  }

  long frames() {
    return frames.sum();
  }

  String line(String level) {
    return UplinkLine.of(level, (double) bytes.sum() / frames.sum());
  }
}
