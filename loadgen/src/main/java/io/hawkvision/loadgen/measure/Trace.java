package io.hawkvision.loadgen.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of every single frame of a target, by posted index; nine bytes a frame. Guarded by
 * its tally until that is closed, unchanging afterwards.
 */
public final class Trace {
  /** More frames than this are not worth their memory; {@code hawk send} refuses them. */
  public static final long MOST_FRAMES = 10_000_000;

  private static final int ANSWERED = 1;
  private static final int CORRECT = 2;
  private static final int FROM_DC = 4;
  private static final int DEGRADED = 8;

  private byte[] outcomes = new byte[1024];
  private long[] groups = new long[1024];
  private int frames;

  /** Frames of one group: how many, and how many right. */
  private static final class Group {
    private long frames;
    private long correct;
  }

  /** A frame counts from here on; without a reply it stays wrong. */
  void sent(PostedFrame posted) {
    int index = Math.toIntExact(posted.index());
    if (index >= outcomes.length) {
      int room = Math.max(index + 1, 2 * outcomes.length);
      outcomes = Arrays.copyOf(outcomes, room);
      groups = Arrays.copyOf(groups, room);
    }
    frames = Math.max(frames, index + 1);
    groups[index] = posted.frame().group();
  }

  void answered(PostedFrame posted, boolean correct, boolean fromDc, boolean degraded) {
    int outcome =
        ANSWERED | (correct ? CORRECT : 0) | (fromDc ? FROM_DC : 0) | (degraded ? DEGRADED : 0);
    outcomes[Math.toIntExact(posted.index())] = (byte) outcome;
  }

  public long frames() {
    return frames;
  }

  public long answeredFrames() {
    return answeredBefore(frames);
  }

  /** How many of the frames before this index were answered. */
  public long answeredBefore(long index) {
    return count(0, (int) Math.min(frames, index), ANSWERED);
  }

  /** The posted index behind the frame that was answered as number {@code count}, from 1. */
  public long behindAnswered(long count) {
    long answered = 0;
    int index = 0;
    while (index < frames && answered < count) {
      answered += has(index, ANSWERED) ? 1 : 0;
      index++;
    }
    return index;
  }

  /** The frames {@code from} to before {@code to}, as far as they were posted. */
  public Stretch stretch(long from, long to) {
    int first = (int) Math.min(frames, from);
    int end = (int) Math.max(first, Math.min(frames, to));
    long correct = count(first, end, CORRECT);
    return new Stretch(
        first,
        end - first,
        correct,
        count(first, end, FROM_DC),
        count(first, end, DEGRADED),
        standardError(first, end, correct));
  }

  /** All frames in windows of this size; the last may hold fewer. */
  public List<Stretch> windows(int size) {
    List<Stretch> windows = new ArrayList<>();
    for (long from = 0; from < frames; from += size) {
      windows.add(stretch(from, from + size));
    }
    return windows;
  }

  private double standardError(int first, int end, long correct) {
    if (first == end) {
      return Double.NaN;
    }
    double share = (double) correct / (end - first);
    Map<Long, Group> seen = new HashMap<>();
    for (int i = first; i < end; i++) {
      Group group = seen.computeIfAbsent(groups[i], ignored -> new Group());
      group.frames++;
      group.correct += has(i, CORRECT) ? 1 : 0;
    }
    double sum = 0;
    for (Group group : seen.values()) {
      double excess = group.correct - group.frames * share;
      sum += excess * excess;
    }
    return Math.sqrt(sum) / (end - first);
  }

  private long count(int first, int end, int flag) {
    long count = 0;
    for (int i = first; i < end; i++) {
      count += has(i, flag) ? 1 : 0;
    }
    return count;
  }

  private boolean has(int index, int flag) {
    return (outcomes[index] & flag) != 0;
  }
}
