package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.drive.StopFlag;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Systems in turns: each round gives every one of them the same load, and begins with another one.
 * Blocks the calling thread; does not own the systems.
 */
final class PeerTrial {
  private final List<Contender> contenders;
  private final PeerLoad load;
  private final PrintStream out;

  PeerTrial(List<Contender> contenders, PeerLoad load, PrintStream out) {
    this.contenders = List.copyOf(contenders);
    this.load = load;
    this.out = out;
  }

  void warmUp(Duration duration, StopFlag stop) throws IOException {
    for (Contender contender : contenders) {
      requireGoingOn(stop);
      contender.warmUp(load, duration);
    }
  }

  /** The rows stand in the order the systems were given in. */
  List<PeerRow> run(int rounds, long seed, StopFlag stop) throws IOException {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        requireGoingOn(stop);
        Contender contender = contenders.get((i + round) % contenders.size());
        double framesPerSecond = contender.round(load, seed + round, stop);
        out.printf(
            Locale.ROOT,
            "round %d: %s: %.1f frames/s%n",
            round + 1,
            contender.name(),
            framesPerSecond);
        out.flush();
      }
    }
    requireGoingOn(stop);
    List<PeerRow> rows = new ArrayList<>();
    for (Contender contender : contenders) {
      rows.add(contender.row());
    }
    return rows;
  }

  private static void requireGoingOn(StopFlag stop) throws IOException {
    if (stop.isRaised()) {
      throw new IOException("interrupted");
    }
  }
}
