package io.hawkvision.loadgen.link;

import io.hawkvision.loadgen.child.ChildProcess;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures an emulated link from both of its ends. One thread. */
final class LinkCheck {
  private static final long SEED = 11;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double TOLERANCE = 0.05;

  /** What the emulator, the sockets and this machine add to any delay. */
  private static final double DELAY_TOLERANCE_MICROS = 200;

  private static final double LOSS_TOLERANCE_POINTS = 0.02;

  private static final double SLOW_PACKETS_PER_SECOND = 300;
  private static final int SMALL_PAYLOAD = 40;
  private static final int LARGE_PAYLOAD = 1472;

  /** More than this a process in user space does not forward on busy cores. */
  private static final double CEILING_BITS = 200e6;

  private static final double TCP_SECONDS = 10;

  private final Path home;
  private final EmulatedLink link;
  private final double seconds;

  LinkCheck(Path home, EmulatedLink link, int seconds) {
    this.home = home;
    this.link = link;
    this.seconds = seconds;
  }

  /** Delay and loss at a slow pace, then the rate by a flood; up, then down. */
  List<LinkFigure> datagrams(LinkProfile profile) throws IOException {
    List<LinkFigure> figures = new ArrayList<>();
    for (boolean up : new boolean[] {true, false}) {
      figures.addAll(slow(profile, up));
      if (profile.meanBitsPerSecond() < CEILING_BITS) {
        figures.add(flood(profile, up));
      }
    }
    return figures;
  }

  private List<LinkFigure> slow(LinkProfile profile, boolean up) throws IOException {
    UdpProbe.Pace pace = new UdpProbe.Pace(SLOW_PACKETS_PER_SECOND, SMALL_PAYLOAD, seconds);
    Course course = course(profile, up, pace);
    Trip trip = trip(profile, up, pace);
    String way = up ? "up" : "down";
    double claimed = course.medianDelayMicros();
    LinkFigure delay =
        new LinkFigure(
            profile.spelling(),
            way,
            "delay",
            "ms",
            claimed / 1000,
            trip.received().medianDelayMicros() / 1000,
            Math.max(TOLERANCE * claimed, DELAY_TOLERANCE_MICROS) / 1000);
    long through = trip.sent() - trip.counters().queueDrops();
    double lost = 1 - (double) trip.received().packets() / through;
    LinkFigure loss =
        new LinkFigure(
            profile.spelling(),
            way,
            "loss",
            "%",
            100 * course.lossShare(),
            100 * lost,
            100 * course.lossShare() * TOLERANCE + LOSS_TOLERANCE_POINTS);
    return List.of(delay, loss);
  }

  /** What the seed's own course does to these packets: some seconds are not the long run. */
  private record Course(double medianDelayMicros, double lossShare, double bitsPerSecond) {}

  private static Course course(LinkProfile profile, boolean up, UdpProbe.Pace pace) {
    Duration length = Duration.ofMillis((long) (pace.seconds() * 1000));
    LinkQueue queue = new LinkQueue(profile, SEED, up ? 0 : 1, length);
    int bytes = pace.payloadBytes() + UdpProbe.HEADER_BYTES;
    long packets = (long) (pace.packetsPerSecond() * pace.seconds());
    List<Long> delays = new ArrayList<>();
    long first = Long.MAX_VALUE;
    long last = 0;
    long lost = 0;
    for (long i = 0; i < packets; i++) {
      long at = (long) (i / pace.packetsPerSecond() * 1e9);
      long arrival = queue.offer(at, bytes);
      lost += arrival == LinkQueue.LOST ? 1 : 0;
      if (arrival >= 0) {
        delays.add(arrival - at);
        first = Math.min(first, arrival);
        last = arrival;
      }
    }
    Collections.sort(delays);
    double through = delays.size() + (double) lost;
    return new Course(
        delays.get(delays.size() / 2) / 1000.0,
        lost / through,
        8.0 * bytes * delays.size() / ((last - first) / 1e9));
  }

  private LinkFigure flood(LinkProfile profile, boolean up) throws IOException {
    double fastest =
        profile.rates().stream()
            .mapToDouble(LinkProfile.RateState::bitsPerSecond)
            .max()
            .orElse(profile.meanBitsPerSecond() * 3);
    int packetBytes = LARGE_PAYLOAD + UdpProbe.HEADER_BYTES;
    UdpProbe.Pace pace =
        new UdpProbe.Pace(1.15 * fastest / (8 * packetBytes), LARGE_PAYLOAD, seconds);
    double claimed = course(profile, up, pace).bitsPerSecond() / 1e6;
    Trip trip = trip(profile, up, pace);
    return new LinkFigure(
        profile.spelling(),
        up ? "up" : "down",
        "rate",
        "Mbit/s",
        claimed,
        trip.received().bytes() * 8e-6 / trip.received().seconds(),
        claimed * TOLERANCE);
  }

  private record Trip(long sent, UdpProbe.Received received, DirectionCounters counters) {}

  private Trip trip(LinkProfile profile, boolean up, UdpProbe.Pace pace) throws IOException {
    try (ChildProcess far = far()) {
      if (up) {
        far.tell("receive " + link.farAddress());
        InetSocketAddress to =
            new InetSocketAddress(link.farAddress(), Integer.parseInt(far.awaitLine()));
        link.begin(profile, SEED, Duration.ofMillis((long) (seconds * 1000)));
        long sent = UdpProbe.send(to, pace);
        UdpProbe.Received received = UdpProbe.Received.parse(far.awaitLine());
        return new Trip(sent, received, link.counters().up());
      }
      try (DatagramSocket socket = UdpProbe.bind(link.nearAddress(), 0)) {
        link.begin(profile, SEED, Duration.ofMillis((long) (seconds * 1000)));
        far.tell(
            "send "
                + link.nearAddress()
                + " "
                + socket.getLocalPort()
                + " "
                + pace.packetsPerSecond()
                + " "
                + pace.payloadBytes()
                + " "
                + pace.seconds());
        UdpProbe.Received received = UdpProbe.receive(socket);
        return new Trip(Long.parseLong(far.awaitLine()), received, link.counters().down());
      }
    } finally {
      link.open();
    }
  }

  /** Bulk throughput up the link, with what TCP uses here. */
  TcpBulk.Result tcp(LinkProfile profile) throws IOException {
    try (ChildProcess far = far()) {
      far.tell("sink " + link.farAddress());
      InetSocketAddress to =
          new InetSocketAddress(link.farAddress(), Integer.parseInt(far.awaitLine()));
      link.begin(profile, SEED, Duration.ofMillis((long) (TCP_SECONDS * 1000)));
      TcpBulk.send(to, TCP_SECONDS);
      String control = link.congestionControl();
      return new TcpBulk.Result(
          profile.spelling(),
          control,
          TcpBulk.megabits(far.awaitLine()),
          TcpBulk.theory(profile, control));
    } finally {
      link.open();
    }
  }

  private ChildProcess far() throws IOException {
    List<String> command = new ArrayList<>(link.farPrefix());
    command.addAll(List.of(home.resolve("hawk").toString(), "bench", "link-far"));
    ChildProcess far =
        ChildProcess.start(
            new ChildProcess.Launch(
                "link-far",
                command,
                home,
                home.resolve(".hawk/logs/bench-link-far.log"),
                PATIENCE));
    far.awaitReady();
    return far;
  }
}
