package io.hawkvision.loadgen.load;

import static java.util.Objects.requireNonNull;

import io.hawkvision.loadgen.result.CellFrame;
import io.hawkvision.loadgen.result.CellResult;
import java.util.List;
import java.util.Map;

/**
 * What a driven load measured.
 *
 * @param seconds from the start to the last frame sent
 * @param secondsToLastAnswer from the start to the last answer; 0 without any
 * @param frames every frame posted, in order
 * @param errorCauses of frames without an answer, counted
 * @param degradedReasons of degraded answers, counted
 * @param stages mean milliseconds by stage, over the answers that told it
 */
public record DriveOutcome(
    double seconds,
    double secondsToLastAnswer,
    List<CellFrame> frames,
    Map<String, Long> errorCauses,
    Map<String, Long> degradedReasons,
    Map<String, Double> stages,
    CellResult.Generator generator) {
  public DriveOutcome {
    frames = List.copyOf(frames);
    errorCauses = Map.copyOf(errorCauses);
    degradedReasons = Map.copyOf(degradedReasons);
    stages = Map.copyOf(stages);
    requireNonNull(generator, "generator");
  }

  public long answered() {
    return frames.stream().filter(CellFrame::isAnswered).count();
  }

  /** Of the answered frames; an unanswered one is infinitely late. */
  long[] answeredMicros() {
    return frames.stream()
        .filter(CellFrame::isAnswered)
        .mapToLong(CellFrame::latencyMicros)
        .toArray();
  }
}
