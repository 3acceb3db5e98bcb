package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * Whether more frames leave the edge unsure than under the certificate's calibration, a value. It
 * hears every frame, answered by whom it may be, and needs no audit: traffic that shifts is seen by
 * the scores long before the answers differ. Frames are those that the certified policy escalates.
 */
record ScoreShift(DriftDetector detector, PromiseProcess promise, long frames, long unsure) {
  static final ScoreShift START = new ScoreShift(DriftDetector.START, PromiseProcess.START, 0, 0);

  ScoreShift {
    requireNonNull(detector, "detector");
    requireNonNull(promise, "promise");
  }

  ScoreShift seen(boolean isUnsure, double nullRate, WatchSettings.Tests tests) {
    return new ScoreShift(
        detector.seen(isUnsure, nullRate, tests.alarmLevel()),
        promise.seen(isUnsure, nullRate, tests.wealthLimit()),
        frames + 1,
        unsure + (isUnsure ? 1 : 0));
  }

  OptionalDouble rate() {
    return frames == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) unsure / frames);
  }
}
