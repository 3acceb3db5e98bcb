package io.hawkvision.loadgen.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Two named columns of a CSV file with a header line. A quoted field may hold commas and doubled
 * quotes, not line breaks.
 */
public final class CsvTable {
  private final String name;
  private final List<String> header;
  private final List<List<String>> rows;

  private CsvTable(String name, List<String> header, List<List<String>> rows) {
    this.name = name;
    this.header = header;
    this.rows = rows;
  }

  /** The name is for messages only. */
  public static CsvTable parse(String name, String text) throws InvalidInputException {
    List<List<String>> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\r?\n", -1)) {
      number++;
      if (!line.isBlank()) {
        rows.add(fields(name + ":" + number, line));
      }
    }
    if (rows.isEmpty()) {
      throw new InvalidInputException(name + " is empty");
    }
    List<String> header =
        rows.get(0).stream()
            .map(field -> field.strip().replace("\uFEFF", "").toLowerCase(Locale.ROOT))
            .toList();
    for (List<String> row : rows) {
      if (row.size() < header.size()) {
        throw new InvalidInputException(
            name + ": a line has fewer than " + header.size() + " columns: " + row);
      }
    }
    return new CsvTable(name, header, List.copyOf(rows.subList(1, rows.size())));
  }

  /** Refuses a key that stands there twice with different values. */
  public Map<String, String> map(String keyColumn, String valueColumn)
      throws InvalidInputException {
    int key = column(keyColumn);
    int value = column(valueColumn);
    Map<String, String> map = new LinkedHashMap<>();
    for (List<String> row : rows) {
      String former = map.put(row.get(key), row.get(value));
      if (former != null && !former.equals(row.get(value))) {
        throw new InvalidInputException(name + " names " + row.get(key) + " twice");
      }
    }
    return map;
  }

  /** The keys of the rows with that value. */
  public Set<String> keys(String keyColumn, String valueColumn, String wanted)
      throws InvalidInputException {
    int key = column(keyColumn);
    int value = column(valueColumn);
    Set<String> keys = new HashSet<>();
    for (List<String> row : rows) {
      if (row.get(value).equals(wanted)) {
        keys.add(row.get(key));
      }
    }
    return keys;
  }

  private int column(String wanted) throws InvalidInputException {
    int index = header.indexOf(wanted);
    if (index < 0) {
      throw new InvalidInputException(
          name + " has no column \"" + wanted + "\" in its header " + header);
    }
    return index;
  }

  private static List<String> fields(String place, String line) throws InvalidInputException {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new InvalidInputException(place + ": a quote is not closed");
    }
    fields.add(field.toString());
    return fields;
  }
}
