package io.hawkvision.loadgen.course;

import io.hawkvision.loadgen.measure.Scoreboard;
import io.hawkvision.loadgen.measure.Stretch;
import io.hawkvision.loadgen.measure.Trace;
import io.hawkvision.loadgen.post.AskedTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the run of one target went.
 *
 * @param windows in order of posted frames; empty if none were asked for
 * @param phases empty without a drift
 */
public record Course(AskedTarget target, List<Stretch> windows, Optional<Phases> phases) {
  /**
   * What was asked for.
   *
   * @param window frames per window; 0 for no windows
   * @param starts of the drifts, in the order of their frames
   */
  public record Plan(int window, List<Start> starts) {
    public Plan {
      starts = List.copyOf(starts);
    }
  }

  /** A drift's name and the first posted frame that shows it. */
  public record Start(String name, long frame) {}

  public Course {
    windows = List.copyOf(windows);
  }

  /** One per target of a scoreboard that traced. */
  public static List<Course> of(Scoreboard scoreboard, Plan plan, WatchLog log) {
    List<Trace> traces = scoreboard.traces();
    List<Course> courses = new ArrayList<>();
    for (int i = 0; i < traces.size(); i++) {
      Trace trace = traces.get(i);
      AskedTarget target = scoreboard.target(i);
      courses.add(
          new Course(
              target,
              plan.window() > 0 ? trace.windows(plan.window()) : List.of(),
              plan.starts().stream()
                  .findFirst()
                  .map(start -> Phases.of(start.frame(), trace, target, log))));
    }
    return courses;
  }
}
