package io.hawkvision.loadgen.report;

import io.hawkvision.loadgen.result.CellFrame;
import io.hawkvision.loadgen.result.CellResult;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The p99 of every second of one cell, by when frames were to be sent; with fewer than a hundred
 * frames a second that is the slowest. Pure.
 */
public record Timeline(long seed, List<Second> seconds) {
  private static final long MICROS = 1_000_000;

  /** One second that had frames; the p99 is infinite where it falls among unanswered ones. */
  public record Second(long second, double p99Millis) {}

  public Timeline {
    seconds = List.copyOf(seconds);
  }

  static Timeline of(CellResult cell) {
    TreeMap<Long, List<CellFrame>> bySecond = new TreeMap<>();
    for (CellFrame frame : cell.frames()) {
      bySecond
          .computeIfAbsent(frame.intendedMicros() / MICROS, ignored -> new ArrayList<>())
          .add(frame);
    }
    List<Second> seconds = new ArrayList<>();
    bySecond.forEach(
        (second, frames) ->
            seconds.add(
                new Second(
                    second,
                    new PooledLatencies(List.of(CellLatencies.of(frames))).quantileMillis(0.99))));
    return new Timeline(cell.key().seed(), seconds);
  }
}
