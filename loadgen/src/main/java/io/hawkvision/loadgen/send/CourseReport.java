package io.hawkvision.loadgen.send;

import io.hawkvision.loadgen.course.Course;
import io.hawkvision.loadgen.course.CourseFiles;
import io.hawkvision.loadgen.course.CourseJson;
import io.hawkvision.loadgen.course.CourseTable;
import io.hawkvision.loadgen.course.WatchLog;
import io.hawkvision.loadgen.drive.Ticker;
import io.hawkvision.loadgen.measure.ReportJson;
import io.hawkvision.loadgen.measure.ReportTable;
import io.hawkvision.loadgen.measure.Scoreboard;
import io.hawkvision.zoo.plot.PlotException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** What is left of a run: tables, the line of JSON, and the files asked for. */
final class CourseReport {
  private static final long WATCH_PERIOD_MILLIS = 1_000;

  private final SendOptions options;
  private final Course.Plan plan;
  private final WatchLog log;

  CourseReport(SendOptions options, Course.Plan plan, WatchLog.Page page) {
    this.options = options;
    this.plan = plan;
    this.log = new WatchLog(page);
  }

  /** Reads the node's watch page during a drifting run, and once more when closed. */
  Ticker watching() {
    return plan.starts().isEmpty()
        ? new Ticker(() -> {}, WATCH_PERIOD_MILLIS)
        : new Ticker(log::read, WATCH_PERIOD_MILLIS);
  }

  void print(Scoreboard scoreboard, PrintStream out) {
    List<Course> courses = courses(scoreboard);
    out.print(ReportTable.full(scoreboard.results()));
    out.print(CourseTable.of(courses));
    if (!plan.starts().isEmpty()) {
      log.problem().ifPresent(out::println);
    }
    if (options.json) {
      var report = ReportJson.root(scoreboard.results());
      CourseJson.add(report, courses);
      out.println(report);
    }
    out.flush();
  }

  /** After everything is printed: a run's figures outlive a full disk. */
  void save(Scoreboard scoreboard) throws IOException {
    List<Course> courses = courses(scoreboard);
    if (courses.stream().allMatch(course -> course.windows().isEmpty())) {
      return;
    }
    Path csv = options.course.windowCsv;
    if (csv != null) {
      CourseFiles.csv(courses, csv);
    }
    Path plot = options.course.plot;
    if (plot != null) {
      try {
        CourseFiles.plot(courses, plan, plot);
      } catch (PlotException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }

  private List<Course> courses(Scoreboard scoreboard) {
    return Course.of(scoreboard, plan, log);
  }
}
