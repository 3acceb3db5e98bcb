package io.hawkvision.loadgen.peer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.loadgen.measure.ReportTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** All systems of one interleaved run, in words and as JSON. Pure. */
public record PeerReport(List<PeerRow> rows, List<String> notes) {
  private static final List<String> HEADER =
      List.of("system", "frames/s", "p50 ms", "p99 ms", "accuracy", "errors", "JPEG decoded by");

  /** Below it, one network on the same frames gives the same labels. */
  private static final double SAME_MODEL = 0.02;

  public PeerReport {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  public String words() {
    List<List<String>> cells = new ArrayList<>();
    cells.add(HEADER);
    rows.forEach(row -> cells.add(cells(row)));
    StringBuilder text = new StringBuilder(ReportTable.align(cells));
    for (PeerRow row : rows) {
      new TreeMap<>(row.errorCauses())
          .forEach(
              (cause, count) ->
                  text.append(
                      String.format(
                          Locale.ROOT, "%s: error: %s (%d)%n", row.system(), cause, count)));
    }
    allNotes().forEach(note -> text.append("note: ").append(note).append('\n'));
    return text.toString();
  }

  private static List<String> cells(PeerRow row) {
    return List.of(
        row.system(),
        String.format(Locale.ROOT, "%.1f", row.throughputFps()),
        millis(row.p50Millis()),
        millis(row.p99Millis()),
        String.format(Locale.ROOT, "%.4f", row.accuracy()),
        Long.toString(row.errors()),
        row.clientPreprocessed() ? "client, before" : "system");
  }

  private static String millis(double value) {
    return Double.isInfinite(value) ? "never" : String.format(Locale.ROOT, "%.2f", value);
  }

  /** The given ones, and which systems cannot be running the first one's network. */
  List<String> allNotes() {
    List<String> all = new ArrayList<>(notes);
    for (PeerRow row : rows) {
      double first = rows.get(0).accuracy();
      if (row.errors() == 0 && Math.abs(row.accuracy() - first) > SAME_MODEL) {
        all.add(
            row.system()
                + " labels other frames right than "
                + rows.get(0).system()
                + ": it does not run the same network on the same input");
      }
    }
    return all;
  }

  /** One line. */
  public String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode listed = root.putArray("rows");
    rows.forEach(row -> listed.add(row.json()));
    ArrayNode said = root.putArray("notes");
    allNotes().forEach(said::add);
    return root.toString();
  }
}
