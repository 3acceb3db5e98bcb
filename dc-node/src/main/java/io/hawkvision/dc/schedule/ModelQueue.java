package io.hawkvision.dc.schedule;

import io.hawkvision.dc.intake.PendingFrame;
import io.hawkvision.dc.models.ModelKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The waiting frames of one model, earliest deadline first. One thread at a time.
 *
 * <p>A frame is <em>pressed</em> if, by the measured times, it can still be computed alone before
 * its deadline. Frames that cannot only fill up what room the pressed ones leave: an overloaded
 * queue must not spend itself on the frames that are late anyway.
 */
final class ModelQueue {
  private static final int GAP_SHIFT = 2; // a new gap counts for a quarter
  private static final long LONGEST_GAP_NANOS = 1_000_000_000L;

  private record Place(long deadlineAtNanos, long sequence) {
    static final Comparator<Place> ORDER =
        (a, b) -> {
          int byDeadline = Long.signum(a.deadlineAtNanos - b.deadlineAtNanos);
          return byDeadline != 0 ? byDeadline : Long.compare(a.sequence, b.sequence);
        };
  }

  private final ModelKey model;
  private final BatchRule rule;
  private final TreeMap<Place, PendingFrame> waiting = new TreeMap<>(Place.ORDER);
  private long sequence;
  private BatchRule.Arrivals arrivals = new BatchRule.Arrivals(0, LONGEST_GAP_NANOS);

  ModelQueue(ModelKey model, BatchRule rule) {
    this.model = model;
    this.rule = rule;
  }

  int size() {
    return waiting.size();
  }

  void add(PendingFrame frame) {
    waiting.put(new Place(frame.deadlineAtNanos(), sequence++), frame);
    long gap = Math.min(frame.arrivedAtNanos() - arrivals.lastAtNanos(), LONGEST_GAP_NANOS);
    long mean = arrivals.meanGapNanos();
    mean = sequence == 1 ? LONGEST_GAP_NANOS : mean + ((Math.max(0, gap) - mean) >> GAP_SHIFT);
    arrivals = new BatchRule.Arrivals(frame.arrivedAtNanos(), mean);
  }

  boolean remove(PendingFrame frame) {
    return waiting.values().remove(frame);
  }

  /** Removes and returns the frames whose budget is spent. */
  List<PendingFrame> takeExpired(long nowNanos) {
    List<PendingFrame> expired = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.firstEntry().getValue().expiredAt(nowNanos)) {
      expired.add(waiting.pollFirstEntry().getValue());
    }
    return expired;
  }

  List<PendingFrame> takeAll() {
    List<PendingFrame> all = List.copyOf(waiting.values());
    waiting.clear();
    return all;
  }

  /** When the batch that would run now closes. Only while something waits. */
  Closing closing(long nowNanos) {
    BatchRule.Candidates candidates = candidates(nowNanos);
    long closesAt = rule.closesAtNanos(candidates, arrivals, nowNanos);
    return new Closing(closesAt, candidates.pressed(), candidates.pressedUntilNanos());
  }

  /** Removes and returns the next batch's frames. Only while something waits. */
  List<PendingFrame> take(long nowNanos) {
    int frames = rule.frames(candidates(nowNanos), nowNanos);
    Map<Place, PendingFrame> pressed = pressed(nowNanos);
    List<PendingFrame> taken = new ArrayList<>(frames);
    moveUpTo(frames, pressed, taken);
    moveUpTo(frames, waiting, taken);
    return taken;
  }

  ModelKey model() {
    return model;
  }

  /** When a model's batch closes, and whose deadline decides between models. */
  record Closing(long atNanos, boolean pressed, long deadlineAtNanos) {
    /** Pressed before late, then earliest deadline first. */
    boolean before(Closing other) {
      return pressed == other.pressed ? deadlineAtNanos - other.deadlineAtNanos < 0 : pressed;
    }
  }

  private BatchRule.Candidates candidates(long nowNanos) {
    Map<Place, PendingFrame> pressed = pressed(nowNanos);
    boolean anyPressed = !pressed.isEmpty();
    PendingFrame first =
        anyPressed ? pressed.values().iterator().next() : waiting.firstEntry().getValue();
    int frames = Math.min(waiting.size(), rule.maxFrames() + 1);
    return new BatchRule.Candidates(
        frames, oldestArrivedAtNanos(frames), anyPressed, first.deadlineAtNanos());
  }

  private long oldestArrivedAtNanos(int frames) {
    Iterator<PendingFrame> each = waiting.values().iterator();
    long oldest = each.next().arrivedAtNanos();
    for (int i = 1; i < frames; i++) {
      long arrived = each.next().arrivedAtNanos();
      oldest = arrived - oldest < 0 ? arrived : oldest;
    }
    return oldest;
  }

  private Map<Place, PendingFrame> pressed(long nowNanos) {
    return waiting.tailMap(new Place(nowNanos + rule.times().nanos(1), -1), false);
  }

  private static void moveUpTo(
      int frames, Map<Place, PendingFrame> from, List<PendingFrame> taken) {
    Iterator<PendingFrame> each = from.values().iterator();
    while (taken.size() < frames && each.hasNext()) {
      taken.add(each.next());
      each.remove();
    }
  }
}
