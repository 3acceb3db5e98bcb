package io.hawkvision.loadgen.load;

import static java.util.Objects.requireNonNull;

import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.schedule.FrameWindow;
import io.hawkvision.loadgen.schedule.NanoClock;
import java.util.Map;
import java.util.function.Function;

/**
 * What is the same for every cell of a run.
 *
 * @param clock the poster's clock as well
 * @param window of frames made ahead
 * @param stages milliseconds by stage, as an answer tells them
 */
public record DriveSettings(
    NanoClock clock,
    Patience patience,
    FrameWindow.Bound window,
    Function<Answer, Map<String, Double>> stages) {
  /**
   * Most cells fit in whole, and no frame is made while they run; not too much for a heap of 1 GiB.
   */
  public static final FrameWindow.Bound WHOLE_CELL = new FrameWindow.Bound(1 << 16, 256 << 10);

  public DriveSettings {
    requireNonNull(clock, "clock");
    requireNonNull(patience, "patience");
    requireNonNull(window, "window");
    requireNonNull(stages, "stages");
  }

  /** By the precise clock; answers tell no stages. */
  public static DriveSettings of(Patience patience) {
    return new DriveSettings(NanoClock.PRECISE, patience, WHOLE_CELL, answer -> Map.of());
  }

  public DriveSettings withStages(Function<Answer, Map<String, Double>> stagesOfAnswer) {
    return new DriveSettings(clock, patience, window, stagesOfAnswer);
  }
}
