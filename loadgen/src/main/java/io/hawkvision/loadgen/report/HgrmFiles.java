package io.hawkvision.loadgen.report;

import io.hawkvision.loadgen.result.CellFrame;
import io.hawkvision.loadgen.result.CellKey.CellGroup;
import io.hawkvision.loadgen.result.CellResult;
import io.hawkvision.loadgen.result.RunFolder;
import io.hawkvision.zoo.family.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Percentile distributions in HdrHistogram's text format, in milliseconds, one file a group. Blocks
 * on files.
 */
final class HgrmFiles {
  /** A frame without an answer is written as one hour: the format has no infinity. */
  private static final long NEVER_MICROS = 3_600_000_000L;

  private static final double MICROS_PER_MILLI = 1000;

  private HgrmFiles() {}

  static void write(RunFolder run, List<CellGroup> groups, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (CellGroup group : groups) {
      List<CellResult> cells = GroupSummary.valid(run.read(key -> key.group().equals(group)));
      if (!cells.isEmpty()) {
        WholeFile.write(folder.resolve(name(group)), bytes(cells));
      }
    }
  }

  /** The name of the group's cells, without the seed. */
  static String name(CellGroup group) {
    return RunFolder.fileName(group) + ".hgrm";
  }

  static byte[] bytes(List<CellResult> cells) {
    Histogram micros = new Histogram(NEVER_MICROS, 3);
    long unanswered = 0;
    for (CellResult cell : cells) {
      for (CellFrame frame : cell.frames()) {
        long latency = frame.isAnswered() ? frame.latencyMicros() : NEVER_MICROS;
        micros.recordValue(Math.min(NEVER_MICROS, Math.max(0, latency)));
        unanswered += frame.isAnswered() ? 0 : 1;
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      micros.outputPercentileDistribution(out, MICROS_PER_MILLI);
      out.println("#[values are milliseconds; " + unanswered + " frames without an answer]");
      out.println("#[are written as one hour]");
    }
    return bytes.toByteArray();
  }
}
