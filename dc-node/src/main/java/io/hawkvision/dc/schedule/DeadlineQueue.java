package io.hawkvision.dc.schedule;

import io.hawkvision.dc.intake.PendingFrame;
import io.hawkvision.dc.models.ModelKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scheduling decision over all models, without threads: one caller at a time. */
final class DeadlineQueue {
  private final Map<ModelKey, ModelQueue> queues = new LinkedHashMap<>();

  DeadlineQueue(Map<ModelKey, BatchRule> rules) {
    rules.forEach((model, rule) -> queues.put(model, new ModelQueue(model, rule)));
  }

  /** Refuses a model that this queue was not made for: intake checks that first. */
  void add(PendingFrame frame) {
    queue(frame.model()).add(frame);
  }

  boolean remove(PendingFrame frame) {
    return queue(frame.model()).remove(frame);
  }

  int size() {
    return queues.values().stream().mapToInt(ModelQueue::size).sum();
  }

  List<PendingFrame> takeExpired(long nowNanos) {
    List<PendingFrame> expired = new ArrayList<>();
    queues.values().forEach(queue -> expired.addAll(queue.takeExpired(nowNanos)));
    return expired;
  }

  List<PendingFrame> takeAll() {
    List<PendingFrame> all = new ArrayList<>();
    queues.values().forEach(queue -> all.addAll(queue.takeAll()));
    return all;
  }

  /** The most urgent batch among those that are closed; empty if all want to wait. */
  Optional<Taken> take(long nowNanos) {
    ModelQueue urgent = null;
    ModelQueue.Closing best = null;
    for (ModelQueue queue : queues.values()) {
      if (queue.size() == 0) {
        continue;
      }
      ModelQueue.Closing closing = queue.closing(nowNanos);
      boolean closed = closing.atNanos() - nowNanos <= 0;
      if (closed && (best == null || closing.before(best))) {
        urgent = queue;
        best = closing;
      }
    }
    return urgent == null
        ? Optional.empty()
        : Optional.of(new Taken(urgent.model(), urgent.take(nowNanos)));
  }

  /** How long until a batch closes by itself; empty if nothing waits. */
  Optional<Long> closesInNanos(long nowNanos) {
    return queues.values().stream()
        .filter(queue -> queue.size() > 0)
        .map(queue -> queue.closing(nowNanos).atNanos() - nowNanos)
        .min(Long::compare);
  }

  /** Frames that left the queue together; not claimed yet. */
  record Taken(ModelKey model, List<PendingFrame> frames) {}

  private ModelQueue queue(ModelKey model) {
    ModelQueue queue = queues.get(model);
    if (queue == null) {
      throw new IllegalArgumentException("not served: " + model);
    }
    return queue;
  }
}
