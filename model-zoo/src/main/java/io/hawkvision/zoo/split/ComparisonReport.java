package io.hawkvision.zoo.split;

import io.hawkvision.proto.feature.Level;
import io.hawkvision.zoo.plot.LineChart;
import io.hawkvision.zoo.plot.PlotException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Prints a comparison, writes its numbers as CSV and draws them. One thread. */
public final class ComparisonReport {
  private static final double LOSS_GOAL_30 = 1.5;
  private static final double LOSS_GOAL_60 = 5;
  private static final double QUARTER_GOAL = 97;
  private static final double BYTES_GOAL = 2;

  private final Tally tally;
  private final int packets;
  private final String title;

  public ComparisonReport(Tally tally, int packets, String title) {
    this.tally = tally;
    this.packets = packets;
    this.title = title;
  }

  /** The tables and what became of the goals. */
  public void print(PrintWriter out) {
    out.printf("%s; the edge alone: %s %%%n", title, tally.edge());
    out.printf("%n| way | datagrams | wire bytes | accuracy %% |%n|---|---|---|---|%n");
    for (String name : byBytes()) {
      Tally.Way way = tally.way(name);
      out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.0f | %s |%n",
          name,
          way.meanDatagrams(),
          way.meanBytes(),
          way.withEdge());
    }
    out.printf("%nFirst packets only, %d in all, accuracy %%:%n%n", packets);
    out.printf("| level |%s%n|---|%s%n", heads(), "---|".repeat(packets));
    for (Level level : Level.values()) {
      StringBuilder row = new StringBuilder("| " + level.word() + " |");
      for (int k = 1; k <= packets; k++) {
        row.append(' ').append(prefix(level, k).withEdge()).append(" |");
      }
      out.println(row);
    }
    for (LossModel model : LossModel.values()) {
      lossTable(out, model);
    }
    goals(out);
  }

  private String heads() {
    StringBuilder heads = new StringBuilder();
    for (int k = 1; k <= packets; k++) {
      heads.append(' ').append(k).append(" |");
    }
    return heads.toString();
  }

  private static List<String> byBytes() {
    List<String> names = new ArrayList<>();
    for (Level level : Level.values()) {
      names.add(level.word());
    }
    for (Level level : Level.values()) {
      for (int copies = 1; copies <= Comparison.MOST_COPIES; copies++) {
        names.add("one datagram x" + copies + " " + level.word());
      }
    }
    names.addAll(jpegs());
    names.addAll(taskJpegs());
    return names;
  }

  private static List<String> jpegs() {
    return Arrays.stream(Comparison.QUALITIES).mapToObj(q -> "JPEG quality " + q).toList();
  }

  private static List<String> taskJpegs() {
    return Arrays.stream(Comparison.STRENGTHS)
        .mapToObj(s -> "task-aware JPEG " + Math.round(s))
        .toList();
  }

  private static List<String> lossyNames() {
    List<String> names = new ArrayList<>();
    for (Level level : Level.values()) {
      names.add(level.word());
    }
    for (int copies = 1; copies <= Comparison.MOST_COPIES; copies++) {
      names.add("one datagram x" + copies + " " + Level.B4.word());
    }
    names.add("JPEG quality 30");
    return names;
  }

  private void lossTable(PrintWriter out, LossModel model) {
    out.printf(
        "%nLoss, %s; accuracy %% where the edge answers when nothing usable came"
            + " (in brackets: counted as wrong):%n%n| way |",
        model.word());
    for (double loss : Comparison.LOSSES) {
      out.printf(" %d %% |", Math.round(100 * loss));
    }
    out.printf("%n|---|%s%n", "---|".repeat(Comparison.LOSSES.length));
    for (String name : lossyNames()) {
      out.printf("| %s |", name);
      for (double loss : Comparison.LOSSES) {
        Tally.Way way = tally.lossy(name, model, loss);
        out.printf(Locale.ROOT, " %s (%.1f) |", way.withEdge(), 100 * way.alone().value());
      }
      out.println();
    }
  }

  private Tally.Way prefix(Level level, int k) {
    return tally.way(level.word() + " first " + k + " of " + packets);
  }

  private void goals(PrintWriter out) {
    out.printf("%n| goal |%s%n|---|---|---|---|%n", levelHeads());
    goal(
        out,
        "30 % i.i.d. loss: points lost (goal <= 1.5)",
        LOSS_GOAL_30,
        level -> lost(level, 0.3));
    goal(out, "60 % i.i.d. loss: points lost (goal <= 5)", LOSS_GOAL_60, level -> lost(level, 0.6));
    goal(
        out,
        "first quarter of the packets: share of the accuracy, % (goal >= 97)",
        -QUARTER_GOAL,
        level ->
            -100
                * prefix(level, packets / 4).withEdge().value()
                / tally.way(level.word()).withEdge().value());
    goal(
        out,
        "bytes of plain JPEG at equal accuracy / bytes (goal >= 2)",
        -BYTES_GOAL,
        level -> -jpegBytesAt(level) / tally.way(level.word()).meanBytes());
  }

  private static String levelHeads() {
    StringBuilder heads = new StringBuilder();
    for (Level level : Level.values()) {
      heads.append(' ').append(level.word()).append(" |");
    }
    return heads.toString();
  }

  /** A number of a level that should not exceed its goal. */
  private interface Measure {
    double of(Level level);
  }

  private static void goal(PrintWriter out, String what, double most, Measure measure) {
    out.printf("| %s |", what);
    for (Level level : Level.values()) {
      double value = measure.of(level);
      String met = value <= most ? "met" : "missed";
      out.printf(Locale.ROOT, " %.2f %s |", most < 0 ? -value : value, met);
    }
    out.println();
  }

  private double lost(Level level, double loss) {
    double whole = tally.way(level.word()).withEdge().value();
    double rest = tally.lossy(level.word(), LossModel.INDEPENDENT, loss).withEdge().value();
    return 100 * (whole - rest);
  }

  /** Bytes of plain JPEG at the level's accuracy, between the two nearest qualities. */
  private double jpegBytesAt(Level level) {
    double wanted = tally.way(level.word()).withEdge().value();
    double bytesBefore = 0;
    double before = 0;
    for (String name : jpegs()) {
      Tally.Way way = tally.way(name);
      double now = way.withEdge().value();
      if (now >= wanted) {
        double share = now > before ? (wanted - before) / (now - before) : 1;
        return bytesBefore == 0
            ? way.meanBytes()
            : bytesBefore + share * (way.meanBytes() - bytesBefore);
      }
      before = now;
      bytesBefore = way.meanBytes();
    }
    return bytesBefore;
  }

  /** {@code bytes.csv}, {@code loss.csv}, {@code bytes.png}, {@code loss.png}. */
  public void write(Path folder) throws IOException, PlotException {
    Files.createDirectories(folder);
    StringBuilder bytes = new StringBuilder("way,datagrams,wire_bytes,accuracy,standard_error\n");
    for (String name : byBytes()) {
      Tally.Way way = tally.way(name);
      bytes.append(
          String.format(
              Locale.ROOT,
              "%s,%.2f,%.1f,%.5f,%.5f%n",
              name,
              way.meanDatagrams(),
              way.meanBytes(),
              way.withEdge().value(),
              way.withEdge().standardError()));
    }
    Files.writeString(folder.resolve("bytes.csv"), bytes);
    StringBuilder loss =
        new StringBuilder("way,model,loss,accuracy,standard_error,accuracy_without_edge\n");
    for (String name : lossyNames()) {
      for (LossModel model : LossModel.values()) {
        for (double rate : Comparison.LOSSES) {
          Tally.Way way = tally.lossy(name, model, rate);
          loss.append(
              String.format(
                  Locale.ROOT,
                  "%s,%s,%.1f,%.5f,%.5f,%.5f%n",
                  name,
                  model.word(),
                  rate,
                  way.withEdge().value(),
                  way.withEdge().standardError(),
                  way.alone().value()));
        }
      }
    }
    Files.writeString(folder.resolve("loss.csv"), loss);
    drawBytes(folder.resolve("bytes.png"));
    drawLoss(folder.resolve("loss.png"));
  }

  private void drawBytes(Path png) throws IOException, PlotException {
    List<String> levels = Arrays.stream(Level.values()).map(Level::word).toList();
    List<String> singles = levels.stream().map(word -> "one datagram x1 " + word).toList();
    LineChart chart =
        LineChart.of(title + ": accuracy against bytes", "wire bytes per frame", "accuracy, %")
            .logarithmicX();
    chart = series(chart, "features (8 packets, base twice)", levels);
    chart = series(chart, "whole code in one datagram", singles);
    chart = series(chart, "JPEG", jpegs());
    series(chart, "task-aware JPEG, tables known", taskJpegs()).save(png);
  }

  private LineChart series(LineChart chart, String label, List<String> names) {
    List<Tally.Way> ways =
        names.stream()
            .map(tally::way)
            .sorted((a, b) -> Double.compare(a.meanBytes(), b.meanBytes()))
            .toList();
    return chart.series(
        label,
        ways.stream().mapToDouble(Tally.Way::meanBytes).toArray(),
        ways.stream().mapToDouble(way -> 100 * way.withEdge().value()).toArray(),
        ways.stream().mapToDouble(way -> 100 * way.withEdge().standardError()).toArray());
  }

  private void drawLoss(Path png) throws IOException, PlotException {
    LineChart chart =
        LineChart.of(
            title + ": accuracy under loss, no fallback", "datagrams lost, %", "accuracy, %");
    double[] rates = Arrays.stream(Comparison.LOSSES).map(loss -> 100 * loss).toArray();
    for (String name : lossyNames()) {
      double[] shares =
          Arrays.stream(Comparison.LOSSES)
              .map(loss -> 100 * tally.lossy(name, LossModel.INDEPENDENT, loss).alone().value())
              .toArray();
      chart = chart.series(name, rates, shares);
    }
    chart.save(png);
  }
}
