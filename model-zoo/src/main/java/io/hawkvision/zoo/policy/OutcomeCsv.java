package io.hawkvision.zoo.policy;

import io.hawkvision.zoo.policy.OutcomeTable.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The text form of an outcome table, version 1: a line {@code # hawkvision-outcomes 1}, any other
 * lines that begin with {@code #} (where the table came from), a line of column names {@code
 * segment,order,label,score,<variant>...} (edge variant first, best variant last), then one line
 * per frame. Labels and answers are label indices. Scores have at most five decimals and are
 * rounded down, so that a threshold taken from the table is reached by the frame it came from.
 */
public final class OutcomeCsv {
  static final String VERSION_LINE = "# hawkvision-outcomes 1";
  private static final List<String> FIXED = List.of("segment", "order", "label", "score");
  private static final int DECIMALS = 5;
  private static final int PROBLEMS_SHOWN = 5;

  private OutcomeCsv() {}

  /**
   * The text form.
   *
   * @param origin lines that say where the table came from, without the {@code #}
   */
  public static String write(OutcomeTable table, List<String> origin) {
    StringBuilder text = new StringBuilder(VERSION_LINE).append('\n');
    origin.forEach(line -> text.append("# ").append(line).append('\n'));
    text.append(String.join(",", FIXED)).append(',');
    text.append(String.join(",", table.variants())).append('\n');
    for (int i = 0; i < table.frames(); i++) {
      text.append(table.segment(i)).append(',').append(table.order(i)).append(',');
      text.append(table.label(i)).append(',').append(shortScore(table.score(i)));
      for (String variant : table.variants()) {
        text.append(',').append(table.predicted(variant, i));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /**
   * Reads the text form.
   *
   * @param labels how many labels there are; answers beyond are refused
   * @throws IllegalArgumentException naming the first few lines that are wrong
   */
  public static OutcomeTable parse(String text, int labels) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 2 || !lines.get(0).equals(VERSION_LINE)) {
      throw new IllegalArgumentException("does not begin with \"" + VERSION_LINE + "\"");
    }
    int head = 1 + origin(text).size();
    List<String> columns = List.of((head < lines.size() ? lines.get(head) : "").split(",", -1));
    if (columns.size() < 5 || !columns.subList(0, 4).equals(FIXED)) {
      throw new IllegalArgumentException("columns are not " + FIXED + " and then the variants");
    }
    OutcomeTable.Builder table = OutcomeTable.of(columns.subList(4, columns.size()));
    List<String> problems = new ArrayList<>();
    for (int i = head + 1; i < lines.size() && problems.size() < PROBLEMS_SHOWN; i++) {
      try {
        table.add(outcome(lines.get(i).split(",", -1), columns.size(), labels));
      } catch (IllegalArgumentException wrong) {
        problems.add("line " + (i + 1) + ": " + wrong.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return table.build();
  }

  /** The lines that say where a table came from. */
  public static List<String> origin(String text) {
    return text.lines()
        .skip(1)
        .takeWhile(line -> line.startsWith("# "))
        .map(line -> line.substring(2))
        .toList();
  }

  private static Outcome outcome(String[] fields, int columns, int labels) {
    if (fields.length != columns) {
      throw new IllegalArgumentException("has " + fields.length + " fields, not " + columns);
    }
    List<Integer> predicted = new ArrayList<>(columns - FIXED.size());
    for (int i = FIXED.size(); i < columns; i++) {
      predicted.add(label(fields[i], labels));
    }
    return new Outcome(
        Integer.parseInt(fields[0]),
        Integer.parseInt(fields[1]),
        label(fields[2], labels),
        Double.parseDouble(fields[3]),
        predicted);
  }

  private static int label(String field, int labels) {
    int label = Integer.parseInt(field);
    if (label < 0 || label >= labels) {
      throw new IllegalArgumentException("label " + label + " outside 0.." + (labels - 1));
    }
    return label;
  }

  private static String shortScore(double score) {
    BigDecimal rounded =
        BigDecimal.valueOf(score).setScale(DECIMALS, RoundingMode.DOWN).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }
}
