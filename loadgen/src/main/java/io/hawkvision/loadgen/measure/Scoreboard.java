package io.hawkvision.loadgen.measure;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One tally per target; any thread. */
public final class Scoreboard implements Progress {
  private final List<AskedTarget> targets;
  private final List<Tally> tallies;
  private final long expectedFrames;

  public Scoreboard(List<AskedTarget> targets, long framesPerTarget) {
    this(targets, framesPerTarget, Optional::empty);
  }

  private Scoreboard(
      List<AskedTarget> targets, long framesPerTarget, Supplier<Optional<Trace>> trace) {
    this.targets = List.copyOf(targets);
    this.tallies = this.targets.stream().map(target -> new Tally(target, trace.get())).toList();
    this.expectedFrames = Math.multiplyExact(framesPerTarget, targets.size());
  }

  /** One that also remembers what became of each frame. */
  public static Scoreboard tracing(List<AskedTarget> targets, long framesPerTarget) {
    return new Scoreboard(targets, framesPerTarget, () -> Optional.of(new Trace()));
  }

  /** One per target if this is a tracing one, else none; to be looked at when this is closed. */
  public List<Trace> traces() {
    return tallies.stream().flatMap(tally -> tally.trace().stream()).toList();
  }

  public AskedTarget target(int index) {
    return targets.get(index);
  }

  public void sent(PostedFrame posted, long sentNanos) {
    tallies.get(posted.target()).sent(posted, sentNanos);
  }

  public void settled(PostedFrame posted, Reply reply) {
    tallies.get(posted.target()).settled(posted, reply);
  }

  /** No more replies: what is still under way counts as never answered. */
  public void close() {
    tallies.forEach(Tally::close);
  }

  @Override
  public long expectedFrames() {
    return expectedFrames;
  }

  @Override
  public long sentFrames() {
    return tallies.stream().mapToLong(Tally::sentFrames).sum();
  }

  public List<TargetResult> results() {
    return tallies.stream().map(Tally::result).toList();
  }

  @Override
  public long errors() {
    return results().stream().mapToLong(result -> result.counts().errors()).sum();
  }
}
