package io.hawkvision.loadgen.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.loadgen.report.page.ReportPage;
import io.hawkvision.loadgen.result.CellKey.CellGroup;
import io.hawkvision.loadgen.result.RunFolder;
import io.hawkvision.zoo.family.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The report of a run as files, each whole or not at all. Blocks on files. */
public final class ReportFiles {
  private ReportFiles() {}

  /** Beside the cells: report.json, report.csv and a percentile distribution of each group. */
  public static void write(RunFolder run, RunReport report) throws IOException {
    ObjectNode root = RowsJson.root(report);
    text(run.path().resolve("report.json"), root.toPrettyString() + "\n");
    text(run.path().resolve("report.csv"), RowsCsv.text(root));
    List<CellGroup> groups =
        report.settings().stream()
            .flatMap(setting -> setting.systems().stream())
            .map(system -> system.summary().group())
            .toList();
    HgrmFiles.write(run, groups, run.path().resolve("hgrm"));
  }

  /** One page that needs nothing else. */
  public static void writePage(RunReport report, Path file) throws IOException {
    text(file, ReportPage.of(report));
  }

  /** The page's place where nobody names another. */
  public static Path page(RunFolder run) {
    return run.path().resolve("report.html");
  }

  private static void text(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
