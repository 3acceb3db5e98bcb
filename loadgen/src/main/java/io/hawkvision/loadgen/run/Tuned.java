package io.hawkvision.loadgen.run;

import io.hawkvision.loadgen.tune.Cascade;
import java.util.Locale;

/**
 * The thresholds that the cascades of a stage are compared with.
 *
 * @param oursAccuracy of our certified policy on the frames tuned on
 * @param jpegQuality of the naive cascade's small pictures
 * @param naive the naive cascade's cheapest threshold with that accuracy, on the same frames
 * @param oracle the best threshold for frames that cells send
 * @param frames how many were tuned on
 */
record Tuned(
    double oursAccuracy, int jpegQuality, Cascade.Found naive, Cascade.Found oracle, int frames) {
  String words() {
    return String.format(
        Locale.ROOT,
        "tuned on %,d frames that no cell sends: ours %.4f; naive %.4f with threshold %.4f, JPEG"
            + " quality %d, escalating %.1f %%%s; oracle (on sent frames) threshold %.4f,"
            + " escalating %.1f %%",
        frames,
        oursAccuracy,
        naive.accuracy(),
        naive.threshold(),
        jpegQuality,
        100 * naive.escalated(),
        naive.isReached() ? "" : " (it reaches no more)",
        oracle.threshold(),
        100 * oracle.escalated());
  }
}
