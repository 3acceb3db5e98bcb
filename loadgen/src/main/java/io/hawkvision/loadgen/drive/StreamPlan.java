package io.hawkvision.loadgen.drive;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.schedule.Arrivals;
import io.hawkvision.loadgen.schedule.Leg;
import java.util.List;

/** What to send and when. The same plan and source give the same frames at the same times. */
public record StreamPlan(
    List<AskedTarget> targets, long framesPerTarget, boolean interleaved, Pacing pacing) {

  /** Frames per second over all targets of a leg. */
  public record Pacing(double rate, Arrivals arrivals, long seed) {
    Arrivals.Times times() {
      return arrivals.times(rate, seed);
    }
  }

  public StreamPlan {
    targets = List.copyOf(targets);
  }

  List<Leg> legs() {
    return Leg.of(targets.size(), framesPerTarget, interleaved);
  }
}
