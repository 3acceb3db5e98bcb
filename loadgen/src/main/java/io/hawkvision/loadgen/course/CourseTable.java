package io.hawkvision.loadgen.course;

import io.hawkvision.loadgen.measure.ReportTable;
import io.hawkvision.loadgen.measure.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Windows and phases as text for people. Pure. */
public final class CourseTable {
  private static final List<String> HEADER =
      List.of("target", "posted", "frames", "realised", "escalated", "degraded");

  private CourseTable() {}

  /** Windows first, then before, during and after the drift with what the watch did. */
  public static String of(List<Course> courses) {
    StringBuilder text = new StringBuilder();
    List<List<String>> windows = rows();
    for (Course course : courses) {
      course.windows().forEach(window -> windows.add(row(course, posted(window), window)));
    }
    append(text, windows);
    List<List<String>> phases = rows();
    for (Course course : courses) {
      course.phases().ifPresent(around -> phases(phases, course, around));
    }
    append(text, phases);
    for (Course course : courses) {
      course.phases().ifPresent(around -> text.append(watched(course, around)));
    }
    return text.toString();
  }

  private static List<List<String>> rows() {
    return new ArrayList<>(List.of(HEADER));
  }

  private static void append(StringBuilder text, List<List<String>> rows) {
    if (rows.size() > 1) {
      text.append('\n').append(ReportTable.align(rows));
    }
  }

  private static void phases(List<List<String>> rows, Course course, Phases around) {
    rows.add(row(course, "before " + posted(around.before()), around.before()));
    rows.add(row(course, "during " + posted(around.during()), around.during()));
    rows.add(row(course, "after " + posted(around.after()), around.after()));
  }

  private static List<String> row(Course course, String posted, Stretch stretch) {
    boolean empty = stretch.frames() == 0;
    return List.of(
        course.target().toString(),
        posted,
        Long.toString(stretch.frames()),
        empty
            ? "-"
            : String.format(
                Locale.ROOT, "%.4f ± %.4f", stretch.realised(), stretch.standardError()),
        empty ? "-" : percent(stretch.escalated()),
        empty ? "-" : percent(stretch.degradedShare()));
  }

  private static String posted(Stretch stretch) {
    return stretch.frames() == 0
        ? "-"
        : stretch.firstFrame() + ".." + (stretch.firstFrame() + stretch.frames() - 1);
  }

  private static String watched(Course course, Phases around) {
    String target = course.target() + ": ";
    return around
        .watched()
        .map(
            watched ->
                target
                    + event("alarm", watched.alarm(), around.start())
                    + ", "
                    + event("safe", watched.safe(), around.start())
                    + "; the node's watch says "
                    + watched.state()
                    + "\n")
        .orElse(target + "the node did not say when it was safe\n");
  }

  private static String event(String name, Optional<Phases.Event> event, long start) {
    if (event.isEmpty()) {
      return "no " + name + " in this run";
    }
    long frames = event.get().frame() - start;
    return frames < 0
        ? String.format("%s %d frames before the drift", name, -frames)
        : String.format(
            Locale.ROOT, "%s after %d frames and %.0f audits", name, frames, event.get().audits());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
