package io.hawkvision.loadgen.course;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.loadgen.measure.ReportJson;
import io.hawkvision.loadgen.measure.Stretch;
import java.util.List;
import java.util.Optional;

/** Adds windows and phases to each target of the report line. Pure. */
public final class CourseJson {
  private CourseJson() {}

  /** One course per target of the report, in its order. */
  public static void add(ObjectNode report, List<Course> courses) {
    for (int i = 0; i < courses.size(); i++) {
      ObjectNode target = (ObjectNode) report.path("targets").path(i);
      Course course = courses.get(i);
      if (!course.windows().isEmpty()) {
        ArrayNode windows = target.putArray("windows");
        course.windows().forEach(window -> stretch(windows.addObject(), window));
      }
      course.phases().ifPresent(phases -> phases(target.putObject("drift"), phases));
    }
  }

  private static void stretch(ObjectNode node, Stretch stretch) {
    node.put("first_frame", stretch.firstFrame());
    node.put("frames", stretch.frames());
    ReportJson.put(node, "realised", stretch.realised(), 6);
    ReportJson.put(node, "standard_error", stretch.standardError(), 6);
    ReportJson.put(node, "escalated", stretch.escalated(), 6);
    ReportJson.put(node, "degraded", stretch.degradedShare(), 6);
  }

  private static void phases(ObjectNode node, Phases phases) {
    node.put("first_frame", phases.start());
    stretch(node.putObject("before"), phases.before());
    stretch(node.putObject("during"), phases.during());
    stretch(node.putObject("after"), phases.after());
    phases
        .watched()
        .ifPresent(
            watched -> {
              node.put("state", watched.state());
              event(node, "alarm", watched.alarm(), phases.start());
              event(node, "safe", watched.safe(), phases.start());
            });
  }

  private static void event(
      ObjectNode node, String name, Optional<Phases.Event> event, long start) {
    event.ifPresent(
        happened -> {
          ObjectNode added = node.putObject(name);
          added.put("frame", happened.frame());
          added.put("frames_since_drift", happened.frame() - start);
          ReportJson.put(added, "audits_since_drift", happened.audits(), 1);
        });
  }
}
