package io.hawkvision.loadgen.promise;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts what the answers of each target guarantee, on their way back. Any thread. */
final class GuaranteeLog implements FramePoster {
  private final FramePoster poster;
  private final Map<AskedTarget, SortedMap<String, Long>> counts = new HashMap<>();

  GuaranteeLog(FramePoster poster) {
    this.poster = poster;
  }

  @Override
  public void post(LabelledFrame frame, AskedTarget target, Consumer<Reply> done) {
    poster.post(
        frame,
        target,
        reply -> {
          note(target, reply);
          done.accept(reply);
        });
  }

  private synchronized void note(AskedTarget target, Reply reply) {
    if (reply instanceof Reply.Answered answered) {
      answered
          .answer()
          .guarantee()
          .ifPresent(
              guarantee ->
                  counts
                      .computeIfAbsent(target, ignored -> new TreeMap<>())
                      .merge(guarantee.word(), 1L, Long::sum));
    }
  }

  /** Answers by what they guaranteed, degraded ones among them. */
  synchronized SortedMap<String, Long> of(AskedTarget target) {
    return new TreeMap<>(counts.getOrDefault(target, new TreeMap<>()));
  }
}
