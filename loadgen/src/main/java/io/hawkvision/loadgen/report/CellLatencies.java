package io.hawkvision.loadgen.report;

import io.hawkvision.loadgen.result.CellFrame;
import java.util.Arrays;
import java.util.List;

/** Sorted latencies of one cell's frames. A frame without an answer is infinitely late. Pure. */
final class CellLatencies {
  private final long[] answeredMicros;
  private final long frames;

  private CellLatencies(long[] answeredMicros, long frames) {
    this.answeredMicros = answeredMicros;
    this.frames = frames;
  }

  static CellLatencies of(List<CellFrame> frames) {
    long[] micros =
        frames.stream()
            .filter(CellFrame::isAnswered)
            .mapToLong(CellFrame::latencyMicros)
            .sorted()
            .toArray();
    return new CellLatencies(micros, frames.size());
  }

  long frames() {
    return frames;
  }

  long answered() {
    return answeredMicros.length;
  }

  /** How many frames were answered within this time. */
  long within(long micros) {
    int at = Arrays.binarySearch(answeredMicros, micros);
    if (at < 0) {
      return -at - 1L;
    }
    while (at < answeredMicros.length && answeredMicros[at] == micros) {
      at++;
    }
    return at;
  }

  long highestMicros() {
    return answeredMicros.length == 0 ? 0 : answeredMicros[answeredMicros.length - 1];
  }
}
