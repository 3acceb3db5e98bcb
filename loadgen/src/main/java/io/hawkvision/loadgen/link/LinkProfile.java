package io.hawkvision.loadgen.link;

import static java.util.Objects.requireNonNull;

import io.hawkvision.loadgen.source.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a link does to packets, both ways alike. Spelled by name ({@code lte}), as {@code
 * mahimahi:FILE}, or by hand: {@code rate=10,delay=20,jitter=2,loss=5,burst=4} in Mbit/s,
 * milliseconds, percent and packets.
 *
 * @param spelling what {@link #of} reads
 * @param rates the states of the rate; a state is drawn anew, by the shares, after each dwell
 * @param dwell mean of the exponential dwell
 * @param trace of a mahimahi file, instead of states
 */
public record LinkProfile(
    String spelling,
    List<RateState> rates,
    Duration dwell,
    Delay delay,
    Loss loss,
    Optional<Outages> outages,
    Duration cutInTheMiddle,
    Optional<MahimahiTrace> trace) {

  /** Bits per second, and how much of the time. */
  public record RateState(double bitsPerSecond, double share) {}

  /**
   * One-way delay. Jitter moves it evenly within plus and minus its amount, smoothly in time: a
   * radio link does not reorder.
   */
  public record Delay(double millis, double jitterMillis) {}

  /**
   * Of packets, as shares.
   *
   * @param independent each packet on its own
   * @param inBursts lost in bursts (Gilbert–Elliott, everything lost in the bad state)
   * @param meanBurstPackets mean length of a burst
   */
  public record Loss(double independent, double inBursts, double meanBurstPackets) {
    public double share() {
      return 1 - (1 - independent) * (1 - inBursts);
    }
  }

  /** The rate falls to nothing for a while, evenly between the two, so often on average. */
  public record Outages(Duration shortest, Duration longest, Duration every) {}

  /** Longest queue at the bottleneck, at the rate of the moment. */
  public static final Duration QUEUE = Duration.ofMillis(200);

  private static final Map<String, LinkProfile> PINNED = pinned();
  private static final double MEGA = 1e6;

  /** More would let packets overtake each other. */
  private static final int MOST_JITTER_MILLIS = 20;

  public LinkProfile {
    requireNonNull(spelling, "spelling");
    rates = List.copyOf(rates);
    requireNonNull(outages, "outages");
    requireNonNull(trace, "trace");
    if (rates.isEmpty() == trace.isEmpty()) {
      throw new IllegalArgumentException("a link has rate states or a trace");
    }
  }

  private static Map<String, LinkProfile> pinned() {
    Map<String, LinkProfile> profiles = new TreeMap<>();
    add(profiles, "lan", states(1000, 1), 1, new Delay(0.3, 0.05), new Loss(0, 0, 1));
    add(
        profiles,
        "wifi",
        states(40, 0.6, 20, 0.3, 8, 0.1),
        2,
        new Delay(4, 2),
        new Loss(0.005, 0.005, 4));
    List<RateState> lte = states(20, 0.4, 8, 0.4, 3, 0.2);
    add(profiles, "lte", lte, 3, new Delay(22, 6), new Loss(0, 0.01, 5));
    add(
        profiles,
        "satellite",
        states(15, 0.7, 5, 0.3),
        5,
        new Delay(280, 15),
        new Loss(0, 0.01, 8));
    profiles.put(
        "lte-poor",
        new LinkProfile(
            "lte-poor",
            states(8, 0.3, 3, 0.4, 1, 0.3),
            Duration.ofSeconds(2),
            new Delay(35, 12),
            new Loss(0, 0.06, 6),
            Optional.of(
                new Outages(
                    Duration.ofMillis(200), Duration.ofMillis(1200), Duration.ofSeconds(20))),
            Duration.ZERO,
            Optional.empty()));
    profiles.put(
        "outage",
        new LinkProfile(
            "outage",
            lte,
            Duration.ofSeconds(3),
            new Delay(22, 6),
            new Loss(0, 0.01, 5),
            Optional.empty(),
            Duration.ofSeconds(60),
            Optional.empty()));
    return profiles;
  }

  private static void add(
      Map<String, LinkProfile> profiles,
      String name,
      List<RateState> rates,
      int dwellSeconds,
      Delay delay,
      Loss loss) {
    profiles.put(
        name,
        new LinkProfile(
            name,
            rates,
            Duration.ofSeconds(dwellSeconds),
            delay,
            loss,
            Optional.empty(),
            Duration.ZERO,
            Optional.empty()));
  }

  private static List<RateState> states(double... megabitsAndShares) {
    List<RateState> states = new ArrayList<>();
    for (int i = 0; i < megabitsAndShares.length; i += 2) {
      states.add(new RateState(megabitsAndShares[i] * 1e6, megabitsAndShares[i + 1]));
    }
    return states;
  }

  /** Names of the pinned profiles. */
  public static List<String> names() {
    return List.copyOf(PINNED.keySet());
  }

  /** The profile of this spelling. */
  public static LinkProfile of(String spelling) throws InvalidInputException {
    LinkProfile pinned = PINNED.get(spelling);
    if (pinned != null) {
      return pinned;
    }
    if (spelling.startsWith("mahimahi:")) {
      MahimahiTrace trace = MahimahiTrace.read(Path.of(spelling.substring("mahimahi:".length())));
      return new LinkProfile(
          spelling,
          List.of(),
          Duration.ZERO,
          new Delay(0, 0),
          new Loss(0, 0, 1),
          Optional.empty(),
          Duration.ZERO,
          Optional.of(trace));
    }
    if (spelling.contains("=")) {
      return byHand(spelling);
    }
    throw new InvalidInputException(
        "no link \""
            + spelling
            + "\"; there are "
            + new TreeSet<>(PINNED.keySet())
            + ", mahimahi:FILE, and rate=MBIT,delay=MS,jitter=MS,loss=PERCENT,burst=PACKETS");
  }

  /** What a spelling by hand says; what it leaves out is 0, the rate 10 Mbit/s. */
  private static final class ByHand {
    private double megabits = 10;
    private double delay;
    private double jitter;
    private double lossPercent;
    private double burst = 1;

    /** False where there is no such key. */
    private boolean take(String key, double value) {
      switch (key) {
        case "rate" -> megabits = value;
        case "delay" -> delay = value;
        case "jitter" -> jitter = value;
        case "loss" -> lossPercent = value;
        case "burst" -> burst = value;
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean isPossible() {
      return megabits > 0
          && lossPercent <= 100
          && burst >= 1
          && jitter <= delay
          && jitter <= MOST_JITTER_MILLIS;
    }
  }

  private static LinkProfile byHand(String spelling) throws InvalidInputException {
    ByHand given = new ByHand();
    for (String part : spelling.split(",", -1)) {
      int equals = part.indexOf('=');
      String key = part.substring(0, Math.max(0, equals)).strip();
      String number = part.substring(equals + 1).strip();
      if (!number.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")
          || !given.take(key, Double.parseDouble(number))) {
        throw new InvalidInputException("link \"" + spelling + "\": cannot read \"" + part + "\"");
      }
    }
    if (!given.isPossible()) {
      throw new InvalidInputException(
          "link \""
              + spelling
              + "\": rate above 0, loss up to 100, burst from 1, jitter up to the delay and "
              + MOST_JITTER_MILLIS);
    }
    double loss = given.lossPercent / 100;
    return new LinkProfile(
        spelling,
        states(given.megabits, 1),
        Duration.ofSeconds(1),
        new Delay(given.delay, given.jitter),
        given.burst > 1 ? new Loss(0, loss, given.burst) : new Loss(loss, 0, 1),
        Optional.empty(),
        Duration.ZERO,
        Optional.empty());
  }

  /** Over a long time, outages left out. */
  public double meanBitsPerSecond() {
    return trace
        .map(MahimahiTrace::meanBitsPerSecond)
        .orElseGet(() -> rates.stream().mapToDouble(s -> s.bitsPerSecond() * s.share()).sum());
  }

  /** When a cell of this seed and length has no link, from and to in seconds. */
  public List<Gap> outagesOf(long seed, Duration length) {
    return new RateTimeline(this, seed, length)
        .gapsBefore(length.toNanos()).stream()
            .map(gap -> new Gap(gap.fromNanos() / 1e9, gap.toNanos() / 1e9))
            .toList();
  }

  /** A stretch without a link. */
  public record Gap(double fromSeconds, double toSeconds) {}

  /** One line for people. */
  public String words() {
    StringBuilder words = new StringBuilder();
    if (trace.isPresent()) {
      words.append(
          String.format(Locale.ROOT, "trace of %.1f Mbit/s mean", meanBitsPerSecond() / MEGA));
    } else {
      for (RateState state : rates) {
        words.append(
            String.format(
                Locale.ROOT, "%s%.0f", words.isEmpty() ? "" : "/", state.bitsPerSecond() / MEGA));
      }
      words.append(" Mbit/s");
    }
    words.append(
        String.format(
            Locale.ROOT,
            ", %s ± %s ms one way, %.2f %% lost",
            delay.millis(),
            delay.jitterMillis(),
            100 * loss.share()));
    outages.ifPresent(
        o ->
            words.append(
                String.format(
                    Locale.ROOT,
                    ", outages of %d to %d ms every %d s",
                    o.shortest().toMillis(),
                    o.longest().toMillis(),
                    o.every().toSeconds())));
    if (!cutInTheMiddle.isZero()) {
      words.append(", cut for ").append(cutInTheMiddle.toSeconds()).append(" s in the middle");
    }
    return words.append(", queue of ").append(QUEUE.toMillis()).append(" ms").toString();
  }
}
