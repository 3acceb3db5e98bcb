package io.hawkvision.loadgen.measure;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.util.List;

/** One tally per target; any thread. */
public final class Scoreboard {
  private final List<AskedTarget> targets;
  private final List<Tally> tallies;
  private final long expectedFrames;

  public Scoreboard(List<AskedTarget> targets, long framesPerTarget) {
    this.targets = List.copyOf(targets);
    this.tallies = this.targets.stream().map(Tally::new).toList();
    this.expectedFrames = Math.multiplyExact(framesPerTarget, targets.size());
  }

  public AskedTarget target(int index) {
    return targets.get(index);
  }

  public void sent(int target, LabelledFrame frame, long intendedNanos, long sentNanos) {
    tallies.get(target).sent(frame, intendedNanos, sentNanos);
  }

  public void settled(int target, LabelledFrame frame, long intendedNanos, Reply reply) {
    tallies.get(target).settled(frame, intendedNanos, reply);
  }

  /** No more replies: what is still under way counts as never answered. */
  public void close() {
    tallies.forEach(Tally::close);
  }

  public long expectedFrames() {
    return expectedFrames;
  }

  public long sentFrames() {
    return tallies.stream().mapToLong(Tally::sentFrames).sum();
  }

  public List<TargetResult> results() {
    return tallies.stream().map(Tally::result).toList();
  }

  public long errors() {
    return results().stream().mapToLong(result -> result.counts().errors()).sum();
  }
}
