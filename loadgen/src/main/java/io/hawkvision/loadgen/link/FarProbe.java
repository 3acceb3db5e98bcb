package io.hawkvision.loadgen.link;

import io.hawkvision.loadgen.drive.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The far end of {@code bench links}; takes orders as lines of standard input and ends with it:
 * {@code receive HOST}, {@code send HOST PORT PPS BYTES SECONDS}, {@code sink HOST}. What it
 * listens on is told first.
 */
@Command(name = "link-far", hidden = true, description = "The far end of bench links.")
public final class FarProbe implements Callable<Integer> {
  private static final int BUFFER = 64 << 10;
  private static final int SINK_MILLIS = 60_000;

  private final Surroundings surroundings;

  public FarProbe(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    say("link-far ready now");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ", -1);
      switch (words[0]) {
        case "receive" -> receive(words[1]);
        case "send" ->
            say(
                Long.toString(
                    UdpProbe.send(
                        new InetSocketAddress(words[1], Integer.parseInt(words[2])),
                        new UdpProbe.Pace(
                            Double.parseDouble(words[3]),
                            Integer.parseInt(words[4]),
                            Double.parseDouble(words[5])))));
        case "sink" -> sink(words[1]);
        default -> throw new IOException("no such order: " + order);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private void receive(String host) throws IOException {
    try (DatagramSocket socket = UdpProbe.bind(host, 0)) {
      say(Integer.toString(socket.getLocalPort()));
      say(UdpProbe.receive(socket).line());
    }
  }

  /** One connection, read to its end: bytes and seconds from the first to the last of them. */
  private void sink(String host) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      server.setSoTimeout(SINK_MILLIS);
      say(Integer.toString(server.getLocalPort()));
      try (Socket socket = server.accept();
          InputStream in = socket.getInputStream()) {
        socket.setSoTimeout(SINK_MILLIS);
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        long first = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          first = bytes == 0 ? System.nanoTime() : first;
          bytes += n;
        }
        say(bytes + " " + (System.nanoTime() - first) / 1e9);
      }
    }
  }

  private void say(String words) {
    PrintStream out = surroundings.out().stream();
    out.println(words);
    out.flush();
  }
}
