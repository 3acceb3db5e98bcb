package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.WholeFile;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.OutcomeWriter;
import io.hawkvision.zoo.policy.Part;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Makes a family's outcome table from labelled frames and writes it, whole or not at all. Runs on
 * the command's own thread and on a worker for each processor.
 */
final class Calibration {
  static final String OUTCOMES = "outcomes.bin";
  private static final int NAMED = 10;

  private final Family family;
  private final boolean allowEmptyClasses;
  private final PrintWriter err;

  /**
   * A calibration that is about to begin.
   *
   * @param allowEmptyClasses go on where no calibration frame shows a label
   * @param err for progress and for what was left out
   */
  Calibration(Family family, boolean allowEmptyClasses, PrintWriter err) {
    this.family = family;
    this.allowEmptyClasses = allowEmptyClasses;
    this.err = err;
  }

  /** The table of all frames of these sources that can be read. */
  OutcomeTable measure(Map<Part, FrameSource> sources) throws IOException, EngineException {
    FrameSource calibrating = sources.get(Part.CALIBRATION);
    if (calibrating == null) {
      throw new IllegalArgumentException("there are no calibration frames");
    }
    requireEveryClass(calibrating.frames(), calibrating::label);
    try (OutcomeRun run = new OutcomeRun(family, Runtime.getRuntime().availableProcessors())) {
      List<OutcomeRun.Measured> measured = new ArrayList<>();
      for (Map.Entry<Part, FrameSource> source : sources.entrySet()) {
        measured.add(measure(run, source.getKey(), source.getValue()));
      }
      OutcomeTable table = run.table(measured);
      OutcomeTable calibration = table.part(Part.CALIBRATION);
      requireEveryClass(calibration.frames(), calibration::label);
      return table;
    }
  }

  private OutcomeRun.Measured measure(OutcomeRun run, Part part, FrameSource source)
      throws IOException, EngineException {
    OutcomeRun.Measured measured;
    try (Progress progress = Progress.onTerminal(err, part.word(), source.frames())) {
      measured = run.over(part, source, progress);
    }
    reportUnreadable(part.word(), measured.unreadable(), err);
    return measured;
  }

  /** Counts and names what could not be read. */
  static void reportUnreadable(String what, List<String> unreadable, PrintWriter err) {
    if (unreadable.isEmpty()) {
      return;
    }
    err.printf("%s: %d unreadable pictures were left out:%n", what, unreadable.size());
    unreadable.stream().limit(NAMED).forEach(name -> err.println("  " + name));
    if (unreadable.size() > NAMED) {
      err.printf("  and %d more%n", unreadable.size() - NAMED);
    }
    err.flush();
  }

  private void requireEveryClass(int frames, IntUnaryOperator labels) throws IOException {
    boolean[] seen = new boolean[family.labels().size()];
    for (int i = 0; i < frames; i++) {
      seen[labels.applyAsInt(i)] = true;
    }
    List<String> empty = new ArrayList<>();
    for (int label = 0; label < seen.length; label++) {
      if (!seen[label]) {
        empty.add('"' + family.labels().get(label) + '"');
      }
    }
    if (frames == 0 || (!empty.isEmpty() && !allowEmptyClasses)) {
      String named = String.join(", ", empty.subList(0, Math.min(NAMED, empty.size())));
      String more = empty.size() > NAMED ? " and " + (empty.size() - NAMED) + " more" : "";
      String hint = frames == 0 ? "" : " (--allow-empty-classes goes on without)";
      throw new IOException("no calibration frame shows " + named + more + hint);
    }
  }

  /** Writes the table into the family's folder. */
  Path write(OutcomeTable table) throws IOException {
    Path file = family.directory().resolve(OUTCOMES);
    WholeFile.write(file, OutcomeWriter.write(table, family.labels().size()));
    return file;
  }
}
