package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.drive.OpenLoop;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.measure.Scoreboard;
import io.hawkvision.loadgen.measure.TargetResult;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.schedule.Arrivals;
import io.hawkvision.loadgen.schedule.Leg;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects one system's rounds. Blocks the one thread that calls it. */
final class Rounds {
  /** Low enough that our own edge never asks anyone else. */
  static final AskedTarget LOWEST = AskedTarget.accuracy(0.01);

  private final List<Double> framesPerSecond = new ArrayList<>();
  private final Map<String, Long> causes = new HashMap<>();
  private final Scoreboard board = new Scoreboard(List.of(LOWEST), 1);

  /** Takes the throughput of one closed loop. */
  void closed(ConcurrentLoop.Outcome outcome) {
    framesPerSecond.add(outcome.framesPerSecond());
    outcome.causes().forEach((cause, count) -> causes.merge(cause, count, Long::sum));
  }

  /** Posts so many frames at the times that the seed draws; every round begins at the first. */
  void open(FramePoster poster, List<LabelledFrame> frames, Schedule schedule, StopFlag stop)
      throws IOException {
    OpenLoop loop = new OpenLoop(NanoClock.SYSTEM, poster, stop, board);
    int[] taken = {0};
    loop.run(
        new Leg(List.of(0), schedule.frames()),
        () -> frames.get(taken[0]++ % frames.size()),
        Arrivals.POISSON.times(schedule.rate(), schedule.seed()));
  }

  /** When frames are to be sent. */
  record Schedule(long frames, double rate, long seed) {}

  double lastFramesPerSecond() {
    return framesPerSecond.get(framesPerSecond.size() - 1);
  }

  PeerRow row(String system, boolean clientPreprocessed) {
    TargetResult result = board.results().get(0);
    Map<String, Long> all = new HashMap<>(causes);
    result.counts().errorCauses().forEach((cause, count) -> all.merge(cause, count, Long::sum));
    return new PeerRow(
        system,
        median(framesPerSecond),
        result.latencies().p50Millis(),
        result.latencies().p99Millis(),
        result.realised(),
        clientPreprocessed,
        all);
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
