package io.hawkvision.loadgen.report;

import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.result.RunFolder;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a run measured: a table here, and files beside its cells. */
@Command(
    name = "report",
    description =
        "Prints what a benchmark's run measured, a stopped run's too, and writes report.html,"
            + " report.json, report.csv and hgrm/ beside its cells.")
public final class ReportCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "Folder of the run, its name below .hawk/bench, or latest.")
  private String run = "";

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Where to write the page. Default: report.html in the run's folder.")
  private Optional<Path> html = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object as the last line of stdout.")
  private boolean json;

  public ReportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InvalidInputException {
    PrintStream out = surroundings.out().stream();
    PrintStream err = surroundings.err().stream();
    RunFolder folder = new RunPlace(surroundings.home()).find(run, err::println);
    RunReport report = RunReport.of(folder);
    ReportFiles.write(folder, report);
    Path page = html.orElse(ReportFiles.page(folder));
    ReportFiles.writePage(report, page);
    out.print(RowsTable.text(report));
    out.println("page: " + page);
    out.println("also report.json, report.csv and hgrm/ in " + folder.path());
    if (json) {
      out.println(RowsJson.line(report));
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
