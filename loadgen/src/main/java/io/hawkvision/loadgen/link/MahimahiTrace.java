package io.hawkvision.loadgen.link;

import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A recorded link in the format of mahimahi: each line a millisecond at which a packet of 1,500
 * bytes may leave, ascending; the file is looped. Immutable.
 */
public final class MahimahiTrace {
  static final int PACKET_BITS = 1500 * 8;
  private static final int MOST_LINES = 10_000_000;

  private final int[] packetsByMilli;
  private final long packets;

  private MahimahiTrace(int[] packetsByMilli, long packets) {
    this.packetsByMilli = packetsByMilli;
    this.packets = packets;
  }

  static MahimahiTrace read(Path file) throws InvalidInputException {
    try {
      return parse(file.toString(), Files.readAllLines(file, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new InvalidInputException(file + " is no readable trace: " + e.getMessage());
    }
  }

  static MahimahiTrace parse(String name, List<String> lines) throws InvalidInputException {
    if (lines.size() > MOST_LINES) {
      throw new InvalidInputException(name + ": more than " + MOST_LINES + " lines");
    }
    int[] millis = new int[lines.size()];
    int last = 0;
    int count = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.matches("[0-9]{1,8}") || Integer.parseInt(line) < last) {
        throw new InvalidInputException(
            name + " line " + (i + 1) + ": must be a millisecond, not before the line above");
      }
      last = Integer.parseInt(line);
      millis[count++] = last;
    }
    if (last < 1) {
      throw new InvalidInputException(name + ": a trace must last a millisecond at least");
    }
    int[] packets = new int[last];
    for (int at : Arrays.copyOf(millis, count)) {
      packets[at % last]++; // the last moment is the first of the next round
    }
    return new MahimahiTrace(packets, count);
  }

  /** Bits that may leave in this millisecond of the looped trace. */
  long bitsIn(long milli) {
    return (long) packetsByMilli[(int) (milli % packetsByMilli.length)] * PACKET_BITS;
  }

  double meanBitsPerSecond() {
    return packets * (double) PACKET_BITS / packetsByMilli.length * 1000;
  }
}
