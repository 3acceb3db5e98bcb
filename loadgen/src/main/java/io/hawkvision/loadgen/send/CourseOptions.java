package io.hawkvision.loadgen.send;

import io.hawkvision.loadgen.measure.Trace;
import io.hawkvision.zoo.roadside.Drift;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What changes during a run of {@code hawk send}, and how its course is shown. */
final class CourseOptions {
  @Option(
      names = "--drift",
      paramLabel = "KIND@N",
      description =
          "From the N-th posted frame on the camera sees only night, rain, a dirty-lens, or"
              + " new-signs in half of the scenes. May be given for several kinds.")
  List<String> drift = new ArrayList<>();

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "Show accuracy and shares for every N frames, in the order they were posted.")
  @Nullable Integer window;

  @Option(
      names = "--plot",
      paramLabel = "FILE.png",
      description = "Draw the windows, with marks at the drifts and where the node noticed.")
  @Nullable Path plot;

  @Option(
      names = "--window-csv",
      paramLabel = "FILE.csv",
      description = "Write the windows as a table.")
  @Nullable Path windowCsv;

  boolean isWanted() {
    return window != null || !drift.isEmpty();
  }

  /** Adds every problem, in words. */
  void addProblems(List<String> problems, boolean ofCamera, int targets, long framesPerTarget) {
    if (!drift.isEmpty() && !ofCamera) {
      problems.add("--drift needs --camera");
    }
    Set<Drift.Kind> seen = new HashSet<>();
    for (String text : drift) {
      try {
        Drift read = Drift.parse(text);
        if (!seen.add(read.kind())) {
          problems.add("--drift: " + read.kind().word() + " is given twice");
        }
        if (read.firstFrame() >= framesPerTarget) {
          problems.add(
              "--drift: " + read + " begins after the last of " + framesPerTarget + " frames");
        }
      } catch (IllegalArgumentException e) {
        problems.add("--drift: " + e.getMessage());
      }
    }
    if (window != null && window < 1) {
      problems.add("--window must be positive");
    }
    if (window == null && (plot != null || windowCsv != null)) {
      problems.add("--plot and --window-csv need --window");
    }
    if (isWanted() && framesPerTarget > Trace.MOST_FRAMES / targets) {
      problems.add(
          "--window and --drift remember every frame: at most 10,000,000 over all targets");
    }
  }

  /** In the order of their frames. */
  List<Drift> drifts() {
    return drift.stream()
        .map(Drift::parse)
        .sorted((one, other) -> Long.compare(one.firstFrame(), other.firstFrame()))
        .toList();
  }
}
