package io.hawkvision.zoo.certify;

import io.hawkvision.zoo.policy.OutcomeTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Independent frames out of a table whose frames resemble each other within a segment: at most one
 * of each segment. A segment of m frames is taken with probability m / longest, and one of its
 * frames is then drawn evenly; so every frame of the traffic is as likely as any other, the frames
 * drawn are independent if the segments are, and the exact tests are exact. Without segments of
 * several frames it is the whole table. Immutable, any thread.
 */
final class SegmentSample {
  private final int[] frames;

  private SegmentSample(int[] frames) {
    this.frames = frames;
  }

  /** The frames of each segment of a table's part, in the table's order. */
  static int[][] segments(OutcomeTable part) {
    Map<Integer, Integer> places = new HashMap<>();
    int[] places0 = new int[part.frames()];
    int[] sizes = new int[part.frames()];
    for (int i = 0; i < part.frames(); i++) {
      int next = places.size();
      int place = places.computeIfAbsent(part.segment(i), fresh -> next);
      places0[i] = place;
      sizes[place]++;
    }
    int[][] segments = new int[places.size()][];
    int[] filled = new int[segments.length];
    for (int s = 0; s < segments.length; s++) {
      segments[s] = new int[sizes[s]];
    }
    for (int i = 0; i < part.frames(); i++) {
      segments[places0[i]][filled[places0[i]]++] = i;
    }
    return segments;
  }

  /** One draw from every segment. */
  static SegmentSample of(int[][] segments, SplittableRandom random) {
    return drawn(segments, random, false);
  }

  /** As many segments drawn with replacement, and one draw from each of them. */
  static SegmentSample resampled(int[][] segments, SplittableRandom random) {
    return drawn(segments, random, true);
  }

  private static SegmentSample drawn(int[][] segments, SplittableRandom random, boolean again) {
    int longest = Arrays.stream(segments).mapToInt(frames -> frames.length).max().orElse(1);
    int[] drawn = new int[segments.length];
    int size = 0;
    for (int s = 0; s < segments.length; s++) {
      int[] segment = segments[again ? random.nextInt(segments.length) : s];
      int place = longest == 1 ? 0 : random.nextInt(longest);
      if (place < segment.length) {
        drawn[size++] = segment[place];
      }
    }
    return new SegmentSample(Arrays.copyOf(drawn, size));
  }

  int size() {
    return frames.length;
  }

  int frame(int k) {
    return frames[k];
  }
}
