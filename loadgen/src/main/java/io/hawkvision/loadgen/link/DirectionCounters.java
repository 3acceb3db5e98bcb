package io.hawkvision.loadgen.link;

/**
 * What one direction did since the link began.
 *
 * @param packets that came, and their IP bytes
 * @param lostPackets by the profile's loss
 * @param queueDrops of packets that found the queue full
 * @param latenessP99Micros how late the emulator itself delivered, against its own plan
 */
public record DirectionCounters(
    long packets,
    long bytes,
    long lostPackets,
    long queueDrops,
    long latenessP99Micros,
    long latenessMaxMicros) {

  String line() {
    return packets
        + " "
        + bytes
        + " "
        + lostPackets
        + " "
        + queueDrops
        + " "
        + latenessP99Micros
        + " "
        + latenessMaxMicros;
  }

  static DirectionCounters parse(String line) {
    String[] parts = line.strip().split(" ", -1);
    if (parts.length != 6) {
      throw new IllegalArgumentException("not counters: \"" + line + "\"");
    }
    return new DirectionCounters(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        Long.parseLong(parts[4]),
        Long.parseLong(parts[5]));
  }
}
