package io.hawkvision.loadgen.link;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Sends and receives datagrams that carry the time at which they left. Blocking; Linux. */
final class UdpProbe {
  /** IPv4 and UDP headers. */
  static final int HEADER_BYTES = 28;

  private static final int SOCKET_BUFFER = 8 << 20;
  private static final int LARGEST = 2048;
  private static final int IDLE_MILLIS = 1500;
  private static final int FIRST_MILLIS = 15_000;
  private static final double NANOS = 1e9;

  private UdpProbe() {}

  /** What arrived; bytes with IP headers, the delay by the monotonic clock that Linux shares. */
  record Received(long packets, long bytes, double seconds, double medianDelayMicros) {
    String line() {
      return packets + " " + bytes + " " + seconds + " " + medianDelayMicros;
    }

    static Received parse(String line) {
      String[] parts = line.split(" ", -1);
      return new Received(
          Long.parseLong(parts[0]),
          Long.parseLong(parts[1]),
          Double.parseDouble(parts[2]),
          Double.parseDouble(parts[3]));
    }
  }

  /** At what pace, and for how long. */
  record Pace(double packetsPerSecond, int payloadBytes, double seconds) {}

  /** How many left. */
  static long send(InetSocketAddress to, Pace pace) throws IOException {
    byte[] payload = new byte[Math.max(Long.BYTES, pace.payloadBytes())];
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSendBufferSize(SOCKET_BUFFER);
      long began = System.nanoTime();
      long sent = 0;
      long all = (long) (pace.packetsPerSecond() * pace.seconds());
      while (sent < all) {
        long due = began + (long) (sent / pace.packetsPerSecond() * NANOS);
        long left = due - System.nanoTime();
        if (left > 0) {
          LockSupport.parkNanos(left);
          continue;
        }
        ByteBuffer.wrap(payload).putLong(System.nanoTime());
        socket.send(new DatagramPacket(payload, payload.length, to));
        sent++;
      }
      return sent;
    }
  }

  /** Until nothing comes any more. */
  static Received receive(DatagramSocket socket) throws IOException {
    socket.setReceiveBufferSize(SOCKET_BUFFER);
    socket.setSoTimeout(FIRST_MILLIS);
    byte[] buffer = new byte[LARGEST];
    long[] delays = new long[1024];
    int packets = 0;
    long bytes = 0;
    long first = 0;
    long last = 0;
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        last = System.nanoTime();
        if (packets == 0) {
          first = last;
          socket.setSoTimeout(IDLE_MILLIS);
        }
        if (packets == delays.length) {
          delays = Arrays.copyOf(delays, 2 * packets);
        }
        delays[packets++] = last - ByteBuffer.wrap(buffer).getLong();
        bytes += packet.getLength() + HEADER_BYTES;
      }
    } catch (SocketTimeoutException e) {
      long[] sorted = Arrays.copyOf(delays, packets);
      Arrays.sort(sorted);
      double median = packets == 0 ? Double.NaN : sorted[packets / 2] / 1000.0;
      return new Received(packets, bytes, (last - first) / NANOS, median);
    }
  }

  static DatagramSocket bind(String host, int port) throws IOException {
    return new DatagramSocket(port, InetAddress.getByName(host));
  }
}
