package io.hawkvision.loadgen.course;

import io.hawkvision.loadgen.measure.Stretch;
import io.hawkvision.zoo.family.WholeFile;
import io.hawkvision.zoo.plot.LineChart;
import io.hawkvision.zoo.plot.PlotException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The windows of a run as a table for other programs and as a picture, each whole or not at all.
 */
public final class CourseFiles {
  private static final double PERCENT = 100;

  private CourseFiles() {}

  public static void csv(List<Course> courses, Path file) throws IOException {
    StringBuilder text = new StringBuilder("kind,target,first_frame,frames,realised,");
    text.append("standard_error,escalated,degraded\n");
    for (Course course : courses) {
      for (Stretch window : course.windows()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s,%s,%d,%d,%.6f,%.6f,%.6f,%.6f%n",
                course.target().kind().word(),
                course.target().value(),
                window.firstFrame(),
                window.frames(),
                window.realised(),
                window.standardError(),
                window.escalated(),
                window.degradedShare()));
      }
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    WholeFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Accuracy and escalated share over the posted frames, with marks where something happened. */
  public static void plot(List<Course> courses, Course.Plan plan, Path png)
      throws IOException, PlotException {
    LineChart chart =
        LineChart.of(
            "Windows of " + plan.window() + " frames", "frames posted", "share of a window (%)");
    for (Course course : courses) {
      if (!course.windows().isEmpty()) {
        series(chart, course, "realised accuracy", Stretch::realised);
        series(chart, course, "escalated", Stretch::escalated);
      }
    }
    plan.starts().forEach(start -> chart.mark(start.name(), (double) start.frame()));
    for (Course course : courses) {
      Optional<Phases.Watched> watched = course.phases().flatMap(Phases::watched);
      String suffix = courses.size() > 1 ? ", " + course.target() : "";
      watched.flatMap(Phases.Watched::alarm).ifPresent(e -> mark(chart, "alarm" + suffix, e));
      watched.flatMap(Phases.Watched::safe).ifPresent(e -> mark(chart, "safe" + suffix, e));
    }
    chart.save(png);
  }

  private static void mark(LineChart chart, String name, Phases.Event event) {
    chart.mark(name, (double) event.frame());
  }

  private static void series(
      LineChart chart, Course course, String name, ToDoubleFunction<Stretch> share) {
    List<Stretch> windows = course.windows();
    double[] middles =
        windows.stream().mapToDouble(w -> w.firstFrame() + w.frames() / 2.0).toArray();
    double[] shares = windows.stream().mapToDouble(w -> PERCENT * share.applyAsDouble(w)).toArray();
    chart.series(course.target() + ": " + name, middles, shares);
  }
}
