package io.hawkvision.loadgen.link;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * One thing that a link claims, beside what was measured.
 *
 * @param tolerance by which the two may differ, in the figure's own unit
 */
record LinkFigure(
    String profile,
    String direction,
    String what,
    String unit,
    double claimed,
    double measured,
    double tolerance) {

  boolean isWithin() {
    return Math.abs(measured - claimed) <= tolerance;
  }

  String words() {
    return String.format(
        Locale.ROOT,
        "%-10s %-4s %-6s claimed %9.3f, measured %9.3f %s (%+.1f %%) %s",
        profile,
        direction,
        what,
        claimed,
        measured,
        unit,
        claimed == 0 ? 0 : 100 * (measured / claimed - 1),
        isWithin() ? "ok" : "NOT within " + String.format(Locale.ROOT, "%.3f", tolerance));
  }

  void json(ObjectNode node) {
    node.put("profile", profile);
    node.put("direction", direction);
    node.put("what", what);
    node.put("unit", unit);
    node.put("claimed", claimed);
    node.put("measured", measured);
    node.put("tolerance", tolerance);
    node.put("within", isWithin());
  }
}
