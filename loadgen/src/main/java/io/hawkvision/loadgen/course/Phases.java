package io.hawkvision.loadgen.course;

import io.hawkvision.loadgen.measure.Stretch;
import io.hawkvision.loadgen.measure.Trace;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.WatchPage;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run around its first drift: before it, from there until the node was safe, and afterwards.
 *
 * @param start the first posted frame that shows the drift
 * @param watched what the node said of the target; empty without a watch page
 */
record Phases(long start, Trace trace, Optional<Watched> watched) {

  /** Events of the node's watch, placed among the posted frames. */
  record Watched(String state, Optional<Event> alarm, Optional<Event> safe) {}

  /**
   * Something the watch did.
   *
   * @param frame the first posted frame after it; below the drift's start if it came too early
   * @param audits since the drift's start, between two readings of the page in proportion
   */
  record Event(long frame, double audits) {}

  static Phases of(long start, Trace trace, AskedTarget target, WatchLog log) {
    return new Phases(
        start,
        trace,
        log.last(target).map(last -> new Placing(start, trace, target, log).all(last)));
  }

  Stretch before() {
    return trace.stretch(0, start);
  }

  /** To the end of the run if the node was never safe. */
  Stretch during() {
    return trace.stretch(start, end());
  }

  Stretch after() {
    return trace.stretch(end(), Long.MAX_VALUE);
  }

  private long end() {
    long safe = watched.flatMap(Watched::safe).map(Event::frame).orElse(Long.MAX_VALUE);
    return Math.max(start, safe);
  }

  /** Turns the node's counts of frames, which may go back before this run, into posted indices. */
  private record Placing(long start, Trace trace, AskedTarget target, WatchLog log) {
    Watched all(WatchPage.Target last) {
      long earlier = Math.max(0, last.frames() - trace.answeredFrames());
      return new Watched(
          last.state(), event(last.alarmedAtFrame(), earlier), event(last.safeAtFrame(), earlier));
    }

    /** Empty for what happened before this run. */
    private Optional<Event> event(OptionalLong atFrame, long earlier) {
      if (atFrame.isEmpty() || atFrame.getAsLong() <= earlier) {
        return Optional.empty();
      }
      long index = trace.behindAnswered(atFrame.getAsLong() - earlier);
      long servedAtStart = earlier + trace.answeredBefore(start);
      double audits = log.audits(target, atFrame.getAsLong()) - log.audits(target, servedAtStart);
      return Optional.of(new Event(index, Math.max(0, audits)));
    }
  }
}
