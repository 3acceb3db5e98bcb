package io.hawkvision.loadgen.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("flow")
@Timeout(60)
class DatagramRelayTest {
  private static final Duration LENGTH = Duration.ofSeconds(20);

  /** Sends back what comes, until it is closed. */
  private static Thread echo(DatagramSocket server) {
    Thread thread =
        new Thread(
            () -> {
              byte[] buffer = new byte[2048];
              try {
                while (true) {
                  DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                  server.receive(packet);
                  server.send(packet);
                }
              } catch (IOException closed) {
                // the test is over
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private record Echo(int answered, double leastMillis) {}

  private static Echo ask(InetSocketAddress relay, int count) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(300);
      int answered = 0;
      double least = Double.MAX_VALUE;
      for (int i = 0; i < count; i++) {
        byte[] bytes = ("frame " + i).getBytes(StandardCharsets.US_ASCII);
        long began = System.nanoTime();
        socket.send(new DatagramPacket(bytes, bytes.length, relay));
        try {
          DatagramPacket packet = new DatagramPacket(new byte[64], 64);
          socket.receive(packet);
          assertThat(packet.getLength()).isEqualTo(bytes.length);
          answered++;
          least = Math.min(least, (System.nanoTime() - began) / 1e6);
        } catch (SocketTimeoutException lost) {
          // one of the two ways lost it
        }
      }
      return new Echo(answered, least);
    }
  }

  @Test
  void datagrams_crossTheLinkBothWays() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      echo(server);
      InetSocketAddress to =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
      try (DatagramRelay relay = DatagramRelay.start(to)) {
        assertThat(ask(relay.address(), 5).answered()).isEqualTo(5);
        relay.begin(LinkProfile.of("rate=10,delay=30"), 1, LENGTH);
        Echo delayed = ask(relay.address(), 5);
        assertThat(delayed.answered()).isEqualTo(5);
        assertThat(delayed.leastMillis()).isGreaterThanOrEqualTo(60);
        relay.begin(LinkProfile.of("loss=100"), 1, LENGTH);
        assertThat(ask(relay.address(), 2).answered()).isZero();
      }
    }
  }

  @Test
  void lossOfASeed_isTheSameEachTime() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      echo(server);
      InetSocketAddress to =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
      try (DatagramRelay relay = DatagramRelay.start(to)) {
        relay.begin(LinkProfile.of("rate=100,delay=1,loss=40"), 3, LENGTH);
        int first = ask(relay.address(), 12).answered();
        relay.begin(LinkProfile.of("rate=100,delay=1,loss=40"), 3, LENGTH);
        assertThat(ask(relay.address(), 12).answered()).isEqualTo(first).isBetween(1, 11);
      }
    }
  }
}
