package io.hawkvision.loadgen.infaas;

import java.util.Map;
import java.util.TreeMap;

/** What has happened since the start; whoever calls it holds the dispatcher's lock. */
final class DispatchCounts {
  private final Map<String, Long> frames = new TreeMap<>();
  private long loads;
  private long evictions;

  /**
   * A copy for the metrics page.
   *
   * @param frames ended frames, by outcome
   */
  record Copy(Map<String, Long> frames, long loads, long evictions) {
    Copy {
      frames = Map.copyOf(frames);
    }
  }

  void ended(JobEnd end) {
    String outcome =
        end instanceof JobEnd.Answered answered
            ? answered.shortfall().map(Shortfall::word).orElse("answered")
            : ((JobEnd.Refused) end).refusal().kind().slug();
    frames.merge(outcome, 1L, Long::sum);
  }

  void loaded() {
    loads++;
  }

  void evicted() {
    evictions++;
  }

  Copy copy() {
    return new Copy(frames, loads, evictions);
  }
}
