package io.hawkvision.loadgen.schedule;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A stretch of the run that ends with every reply in. Its frames go round the targets, which are
 * indices into the list the user gave; each target gets the same frames.
 */
public record Leg(List<Integer> targets, long framesPerTarget) {
  public Leg {
    targets = List.copyOf(targets);
    if (targets.isEmpty() || framesPerTarget < 1) {
      throw new IllegalArgumentException("a leg needs a target and a frame");
    }
  }

  public long slots() {
    return targets.size() * framesPerTarget;
  }

  public int target(long slot) {
    return targets.get((int) (slot % targets.size()));
  }

  public long frame(long slot) {
    return slot / targets.size();
  }

  /** One leg per target, one after the other; or all targets in turn in a single leg. */
  public static List<Leg> of(int targets, long framesPerTarget, boolean interleaved) {
    List<Integer> all = IntStream.range(0, targets).boxed().toList();
    return interleaved
        ? List.of(new Leg(all, framesPerTarget))
        : all.stream().map(target -> new Leg(List.of(target), framesPerTarget)).toList();
  }
}
