package io.hawkvision.loadgen.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of the JSON as a table (RFC 4180), without what is nested; null is empty. Pure. */
final class RowsCsv {
  private RowsCsv() {}

  static String text(ObjectNode root) {
    StringBuilder text = new StringBuilder();
    for (JsonNode row : root.path("rows")) {
      List<String> names = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (Map.Entry<String, JsonNode> field : row.properties()) {
        if (field.getValue().isValueNode()) {
          names.add(field.getKey());
          values.add(quoted(field.getValue().isNull() ? "" : field.getValue().asText()));
        }
      }
      if (text.isEmpty()) {
        text.append(String.join(",", names)).append("\r\n");
      }
      text.append(String.join(",", values)).append("\r\n");
    }
    return text.toString();
  }

  private static String quoted(String value) {
    return value.matches("[^,\"\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
