package io.hawkvision.loadgen.link;

import io.hawkvision.loadgen.child.ChildProcess;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Measures an emulated link from both of its ends. One thread. */
final class LinkCheck {
  private static final long SEED = 11;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double TOLERANCE = 0.05;

  /** What the emulator, the sockets and this machine add to any delay. */
  private static final double DELAY_TOLERANCE_MICROS = 150;

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
    Trip trip = trip(profile, up, pace);
    String way = up ? "up" : "down";
    double claimed = medianDelayMicros(profile, up);
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
    double drawn = drawn(profile, up, through);
    double lost = 1 - (double) trip.received().packets() / through;
    return List.of(
        delay,
        new LinkFigure(
            profile.spelling(),
            way,
            "loss",
            "%",
            100 * drawn,
            100 * lost,
            100 * drawn * TOLERANCE + 0.02));
  }

  /** Of the seed's own course: some seconds are not the long run. */
  private double medianDelayMicros(LinkProfile profile, boolean up) {
    DelayCourse course = new DelayCourse(profile.delay(), SEED * 37 + 11 + (up ? 0 : 1));
    return LongStream.range(0, (long) (seconds * 1000))
        .mapToDouble(milli -> course.nanos(milli * 1_000_000) / 1000.0)
        .sorted()
        .skip((long) (seconds * 500))
        .findFirst()
        .orElseThrow();
  }

  /** What the seed loses of so many packets: the share of few is not that of all. */
  private static double drawn(LinkProfile profile, boolean up, long packets) {
    LossDraw draw = new LossDraw(profile.loss(), SEED * 31 + 7 + (up ? 0 : 1));
    long lost = 0;
    for (long i = 0; i < packets; i++) {
      lost += draw.next() ? 1 : 0;
    }
    return (double) lost / packets;
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
    Trip trip = trip(profile, up, pace);
    double claimed = meanBits(profile, (long) (seconds * 1e9)) * (1 - profile.loss().share()) / 1e6;
    double measured = trip.received().bytes() * 8e-6 / seconds;
    return new LinkFigure(
        profile.spelling(),
        up ? "up" : "down",
        "rate",
        "Mbit/s",
        claimed,
        measured,
        claimed * TOLERANCE);
  }

  /** Of the seed's own course: some seconds are not the long run. */
  private double meanBits(LinkProfile profile, long nanos) {
    RateTimeline rate = new RateTimeline(profile, SEED, Duration.ofNanos(nanos));
    long step = 12_000;
    long now = 0;
    double bits = 0;
    while (now < nanos) {
      now = rate.finish(now, step);
      bits += step;
    }
    return bits / (now / 1e9);
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
