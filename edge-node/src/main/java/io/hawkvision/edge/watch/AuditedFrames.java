package io.hawkvision.edge.watch;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The frames that may be labelled, and the labels. Both are bounded; the eldest go first and are
 * counted. Any event loop changes it, any thread reads it.
 */
final class AuditedFrames {
  private final WatchSettings.Memory memory;
  private final long retentionMillis;
  private final Changes changes;
  private final Map<String, AuditedFrame> frames = new ConcurrentHashMap<>();
  private final Map<String, LabelledAudit> labels = new ConcurrentHashMap<>();
  private final Deque<AuditedFrame> frameOrder = new ArrayDeque<>();
  private final Deque<LabelledAudit> labelOrder = new ArrayDeque<>();
  private long dropped;
  private long lost;

  AuditedFrames(WatchSettings settings, Changes changes) {
    this.memory = settings.memory();
    this.retentionMillis = settings.retention().toMillis();
    this.changes = changes;
  }

  /** False for a frame that is already there. */
  synchronized boolean add(AuditedFrame frame) {
    expire(frame.auditedAtMillis());
    if (labels.containsKey(frame.frameId()) || !insert(frame)) {
      return false;
    }
    changes.changed(StateNames.frame(frame.frameId()), () -> Optional.of(frame));
    return true;
  }

  /** Takes over what the store kept, the eldest first. */
  synchronized void restore(List<AuditedFrame> keptFrames, List<LabelledAudit> keptLabels) {
    keptFrames.forEach(this::insert);
    keptLabels.forEach(this::insert);
  }

  private boolean insert(AuditedFrame frame) {
    if (frames.putIfAbsent(frame.frameId(), frame) != null) {
      return false;
    }
    frameOrder.add(frame);
    if (frameOrder.size() > memory.auditedFrames()) {
      forget(frameOrder.remove());
      dropped++;
    }
    return true;
  }

  /** A frame drawn for the sample alone came to nothing. */
  synchronized void lost() {
    lost++;
  }

  synchronized Optional<AuditedFrame> find(String frameId, long nowMillis) {
    expire(nowMillis);
    return Optional.ofNullable(frames.get(frameId));
  }

  synchronized boolean isLabelled(String frameId) {
    return labels.containsKey(frameId);
  }

  /** False where another label came first. */
  synchronized boolean addLabel(LabelledAudit label) {
    if (!insert(label)) {
      return false;
    }
    changes.changed(StateNames.label(label.frameId()), () -> Optional.of(label));
    return true;
  }

  private boolean insert(LabelledAudit label) {
    if (labels.putIfAbsent(label.frameId(), label) != null) {
      return false;
    }
    labelOrder.add(label);
    if (labelOrder.size() > memory.labels()) {
      LabelledAudit eldest = labelOrder.remove();
      labels.remove(eldest.frameId());
      changes.changed(StateNames.label(eldest.frameId()), Optional::empty);
      dropped++;
    }
    return true;
  }

  private void expire(long nowMillis) {
    for (AuditedFrame eldest = frameOrder.peek();
        eldest != null && nowMillis - eldest.auditedAtMillis() >= retentionMillis;
        eldest = frameOrder.peek()) {
      forget(frameOrder.remove());
    }
  }

  private void forget(AuditedFrame frame) {
    frames.remove(frame.frameId());
    changes.changed(StateNames.frame(frame.frameId()), Optional::empty);
  }

  /** The eldest first. Walks all labels: not for an event loop. */
  List<LabelledAudit> labels(String family) {
    return labels.values().stream()
        .filter(label -> label.family().equals(family))
        .sorted(
            Comparator.comparingLong(LabelledAudit::labelledAtMillis)
                .thenComparing(LabelledAudit::frameId))
        .toList();
  }

  /** Walks all frames: not for an event loop. */
  WatchPage.Labels page(String family, long nowMillis) {
    long droppedSoFar;
    long lostSoFar;
    synchronized (this) {
      expire(nowMillis);
      droppedSoFar = dropped;
      lostSoFar = lost;
    }
    long audited = frames.values().stream().filter(f -> f.family().equals(family)).count();
    long labelled = labels.values().stream().filter(l -> l.family().equals(family)).count();
    return new WatchPage.Labels(audited, labelled, droppedSoFar, lostSoFar);
  }

  /** For the store's thread; takes no lock. */
  void forEach(BiConsumer<String, Object> entries) {
    frames.forEach((id, frame) -> entries.accept(StateNames.frame(id), frame));
    labels.forEach((id, label) -> entries.accept(StateNames.label(id), label));
  }
}
