package io.hawkvision.zoo.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code labels.csv} beside pictures: a header with {@code file} and {@code label} among its
 * columns, then a line for each picture. A label is the family's name for it or its index.
 */
final class LabelTable {
  private LabelTable() {}

  /** Label words by file, in the table's order. */
  static Map<String, String> parse(String place, String text) throws IOException {
    String[] lines = text.replace("\uFEFF", "").split("\r?\n", -1);
    List<String> header = fields(lines[0]);
    int file = header.indexOf("file");
    int label = header.indexOf("label");
    if (file < 0 || label < 0) {
      throw new IOException(
          place + ": " + Pictures.TABLE + " has no columns \"file\" and \"label\"");
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      if (lines[i].isBlank()) {
        continue;
      }
      List<String> fields = fields(lines[i]);
      if (fields.size() <= Math.max(file, label)) {
        throw new IOException(
            place + ": " + Pictures.TABLE + ", line " + (i + 1) + " is too short");
      }
      labels.put(fields.get(file), fields.get(label));
    }
    return labels;
  }

  /** Fields of a line of comma separated values; quotes protect commas, two quotes are one. */
  static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean isDouble = isQuoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (isDouble) {
          field.append('"');
          i++;
        } else {
          isQuoted = !isQuoted;
        }
      } else if (c == ',' && !isQuoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString().strip());
    return fields;
  }
}
