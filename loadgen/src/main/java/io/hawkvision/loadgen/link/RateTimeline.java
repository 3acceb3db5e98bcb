package io.hawkvision.loadgen.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The rate over time, from 0 on without an end: states by a seed, outages in between; the same seed
 * gives the same. One thread.
 */
final class RateTimeline {
  private static final double NANOS = 1e9;
  private static final long MILLI = 1_000_000;

  /** A stretch of constant rate; {@code nominal} is what it would be without an outage. */
  private record Stretch(long fromNanos, long toNanos, double bitsPerSecond, double nominal) {}

  /** When there is nothing, from and to in nanoseconds. */
  record Gap(long fromNanos, long toNanos) {}

  private final LinkProfile profile;
  private final Random states;
  private final Random outageDraws;
  private final List<Gap> gaps = new ArrayList<>();
  private final List<Stretch> stretches = new ArrayList<>();
  private long stateUntilNanos;
  private double stateBitsPerSecond;
  private long gapsDrawnUntilNanos;
  private int at;

  RateTimeline(LinkProfile profile, long seed, Duration length) {
    this.profile = profile;
    this.states = new Random(seed);
    this.outageDraws = new Random(seed ^ 0x5DEECE66DL);
    if (!profile.cutInTheMiddle().isZero()) {
      long cut = profile.cutInTheMiddle().toNanos();
      long from = Math.max(0, (length.toNanos() - cut) / 2);
      gaps.add(new Gap(from, from + cut));
    }
  }

  /** When bits that begin to leave at {@code startNanos} are through; starts never go back. */
  long finish(long startNanos, long bits) {
    double left = bits;
    long now = startNanos;
    seek(now);
    while (true) {
      Stretch stretch = stretches.get(at);
      double here = stretch.bitsPerSecond() * ((stretch.toNanos() - now) / NANOS);
      if (stretch.bitsPerSecond() > 0 && here >= left) {
        return now + (long) Math.ceil(left / stretch.bitsPerSecond() * NANOS);
      }
      left -= here;
      now = stretch.toNanos();
      seek(now);
    }
  }

  /** The rate at this moment as if there were no outage. */
  double nominalBitsPerSecond(long nanos) {
    seek(nanos);
    return stretches.get(at).nominal();
  }

  /** Outages that begin before this moment. */
  List<Gap> gapsBefore(long nanos) {
    seek(nanos);
    return gaps.stream().filter(gap -> gap.fromNanos() < nanos).toList();
  }

  /** Moves to the stretch that holds this moment, in whichever direction. */
  private void seek(long nanos) {
    while (stretches.isEmpty() || stretches.get(stretches.size() - 1).toNanos() <= nanos) {
      extend();
    }
    at = Math.min(at, stretches.size() - 1);
    while (stretches.get(at).fromNanos() > nanos) {
      at--;
    }
    while (stretches.get(at).toNanos() <= nanos) {
      at++;
    }
  }

  private void extend() {
    long from = stretches.isEmpty() ? 0 : stretches.get(stretches.size() - 1).toNanos();
    if (profile.trace().isPresent()) {
      double rate = profile.trace().get().bitsIn(from / MILLI) * 1000.0;
      double mean = profile.meanBitsPerSecond();
      stretches.add(new Stretch(from, from + MILLI, rate, mean));
      return;
    }
    if (from >= stateUntilNanos) {
      drawState(from);
    }
    drawGaps(stateUntilNanos);
    long to = stateUntilNanos;
    boolean isGap = false;
    for (Gap gap : gaps) {
      if (gap.fromNanos() <= from && from < gap.toNanos()) {
        isGap = true;
        to = Math.min(to, gap.toNanos());
      } else if (gap.fromNanos() > from) {
        to = Math.min(to, gap.fromNanos());
      }
    }
    stretches.add(new Stretch(from, to, isGap ? 0 : stateBitsPerSecond, stateBitsPerSecond));
  }

  private void drawState(long from) {
    double draw = states.nextDouble();
    stateBitsPerSecond = profile.rates().get(0).bitsPerSecond();
    for (LinkProfile.RateState state : profile.rates()) {
      stateBitsPerSecond = state.bitsPerSecond();
      draw -= state.share();
      if (draw < 0) {
        break;
      }
    }
    double dwell = -Math.log(1 - states.nextDouble()) * profile.dwell().toNanos();
    stateUntilNanos = from + Math.max(MILLI, (long) dwell);
  }

  private void drawGaps(long until) {
    if (profile.outages().isEmpty()) {
      return;
    }
    LinkProfile.Outages outages = profile.outages().get();
    while (gapsDrawnUntilNanos <= until) {
      double wait = -Math.log(1 - outageDraws.nextDouble()) * outages.every().toNanos();
      long from = gapsDrawnUntilNanos + Math.max(MILLI, (long) wait);
      long range = outages.longest().minus(outages.shortest()).toNanos();
      long to = from + outages.shortest().toNanos() + (long) (outageDraws.nextDouble() * range);
      gaps.add(new Gap(from, to));
      gapsDrawnUntilNanos = to;
    }
  }
}
