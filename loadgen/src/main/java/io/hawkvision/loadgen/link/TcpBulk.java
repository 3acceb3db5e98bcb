package io.hawkvision.loadgen.link;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;

/** One TCP connection that sends as fast as it may. */
final class TcpBulk {
  private static final int CHUNK = 64 << 10;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int SEND_BUFFER = 256 << 10;
  private static final double BITS = 8e-6;

  /** Payload of a full segment, with time stamps, and the IP packet that carries it. */
  private static final double SEGMENT = 1448;

  private static final double PACKET = 1500;

  /** Of J. Padhye's and M. Mathis' formula, one acknowledgement for every second segment. */
  private static final double MATHIS = Math.sqrt(3.0 / 4.0);

  private TcpBulk() {}

  /** Throughput of payload in Mbit/s, beside what theory says. */
  record Result(String link, String congestionControl, double measured, double theory) {
    String words() {
      return String.format(
          Locale.ROOT,
          "TCP %-6s over %-24s %7.2f Mbit/s; theory %7.2f (%s)",
          congestionControl,
          link,
          measured,
          theory,
          congestionControl.equals("bbr") ? "what of the rate is not lost" : "Mathis, or the rate");
    }

    void json(ObjectNode node) {
      node.put("link", link);
      node.put("congestion_control", congestionControl);
      node.put("measured_mbit_s", measured);
      node.put("theory_mbit_s", theory);
    }
  }

  /**
   * What a connection may reach. BBR does not slow down for loss: the rate less what is lost.
   * Others: M. Mathis et al. 1997, segment / RTT · C / √p, at most the rate.
   */
  static double theory(LinkProfile profile, String congestionControl) {
    double loss = profile.loss().share();
    double most = profile.meanBitsPerSecond() / 1e6 * SEGMENT / PACKET * (1 - loss);
    if (congestionControl.equals("bbr") || loss == 0) {
      return most;
    }
    double rttSeconds = 2 * profile.delay().millis() / 1000;
    double mathis = SEGMENT * BITS / rttSeconds * MATHIS / Math.sqrt(loss);
    return Math.min(most, mathis);
  }

  static void send(InetSocketAddress to, double seconds) throws IOException {
    byte[] chunk = new byte[CHUNK];
    try (Socket socket = new Socket()) {
      socket.setSendBufferSize(SEND_BUFFER);
      socket.connect(to, CONNECT_MILLIS);
      OutputStream out = socket.getOutputStream();
      long end = System.nanoTime() + (long) (seconds * 1e9);
      while (System.nanoTime() < end) {
        out.write(chunk);
      }
      out.flush();
    }
  }

  static double megabits(String bytesAndSeconds) {
    String[] parts = bytesAndSeconds.split(" ", -1);
    return Long.parseLong(parts[0]) * BITS / Double.parseDouble(parts[1]);
  }
}
