package io.hawkvision.zoo.policy;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What every route of a family answered on labelled frames: per frame the part it belongs to, its
 * segment (frames of one scene or camera are correlated), its order in the segment, the true label,
 * the edge's scores, pre-gate features, and each route's answer. Immutable, any thread; accessors
 * read primitive columns. The first route is the edge variant, the last one the best variant's.
 * Numbers are kept as {@link OutcomeWriter} writes them.
 */
public final class OutcomeTable {
  private final OutcomeColumns columns;
  private final int from;
  private final int to;

  OutcomeTable(OutcomeColumns columns, int from, int to) {
    this.columns = columns;
    this.from = from;
    this.to = to;
  }

  /** Starts a table of these routes, the edge variant's first, the best variant's last. */
  public static Builder of(List<Route> routes) {
    return new Builder(routes);
  }

  /** The frames of one part; costs nothing. Equal for equal parts of one table. */
  public OutcomeTable part(Part part) {
    int border = Math.min(to, Math.max(from, columns.designFrames));
    return switch (part) {
      case DESIGN -> new OutcomeTable(columns, from, border);
      case CALIBRATION -> new OutcomeTable(columns, border, to);
    };
  }

  public int frames() {
    return to - from;
  }

  /** The edge variant's first, the best variant's last. */
  public List<Route> routes() {
    return columns.routes;
  }

  /** Lines that say which networks and which preprocessing the answers come from. */
  public List<String> origin() {
    return columns.origin;
  }

  /** Mean bytes on the wire of an escalated frame, by level; empty where nobody measured them. */
  public Map<String, Double> uplinkBytes() {
    return UplinkLine.read(columns.origin);
  }

  /** Of all that the table holds, 64 hexadecimal digits; reads every frame. */
  public String sha256() {
    return OutcomeWriter.sha256(columns);
  }

  /** Which human labels were added to the frames of the calibration. */
  public List<LabelsLine> addedLabels() {
    return LabelsLine.read(columns.origin);
  }

  /** Frame i as it was added. */
  public Outcome outcome(int i) {
    List<Integer> predicted = new ArrayList<>();
    for (int column = 0; column < routes().size(); column++) {
      predicted.add(predicted(column, i));
    }
    return new Outcome(
        new Place(part(i), segment(i), order(i)),
        label(i),
        new EdgeScores(margin(i), maxProbability(i), entropy(i)),
        features(i),
        predicted);
  }

  /**
   * Where a route stands in the table.
   *
   * @throws IllegalArgumentException when it does not
   */
  public int column(Route route) {
    int column = columns.routes.indexOf(route);
    if (column < 0) {
      throw new IllegalArgumentException("no route " + route + " in the outcome table");
    }
    return column;
  }

  /** Where the whole, original picture's route to this variant stands. */
  public int column(String variant) {
    return column(Route.original(variant));
  }

  public Part part(int i) {
    return from + i < columns.designFrames ? Part.DESIGN : Part.CALIBRATION;
  }

  /** Unique within a part. */
  public int segment(int i) {
    return columns.segments[from + i];
  }

  /** The position in the segment, from 0. */
  public int order(int i) {
    return columns.orders[from + i];
  }

  /** The true label of frame i. */
  public int label(int i) {
    return columns.labels[from + i];
  }

  /** The edge score that policies compare: the margin, rounded down. */
  public double margin(int i) {
    return FixedPoint.toShare(columns.margins[from + i]);
  }

  /** Rounded down. */
  public double maxProbability(int i) {
    return FixedPoint.toShare(columns.maxProbabilities[from + i]);
  }

  /** In nats, rounded up. */
  public double entropy(int i) {
    return FixedPoint.toEntropy(columns.entropies[from + i]);
  }

  public PreGateFeatures features(int i) {
    return new PreGateFeatures(
        FixedPoint.toFeature(columns.luminances[from + i]),
        FixedPoint.toFeature(columns.contrasts[from + i]),
        FixedPoint.toFeature(columns.sharpnesses[from + i]),
        FixedPoint.toFeature(columns.changes[from + i]));
  }

  /** What the route of this column answered on frame i. */
  public int predicted(int column, int i) {
    return columns.predicted[column][from + i];
  }

  /** Whether the route of this column was right on frame i. */
  public boolean correct(int column, int i) {
    return columns.predicted[column][from + i] == columns.labels[from + i];
  }

  /** Whether the route of this column gave the best variant's answer on frame i. */
  public boolean agrees(int column, int i) {
    char[] best = columns.predicted[columns.predicted.length - 1];
    return columns.predicted[column][from + i] == best[from + i];
  }

  /** Share of the frames the route of this column was right on; 0 without frames. */
  public double accuracy(int column) {
    int right = 0;
    for (int i = 0; i < frames(); i++) {
      right += correct(column, i) ? 1 : 0;
    }
    return frames() == 0 ? 0 : (double) right / frames();
  }

  /** In steps, for sorting. */
  int marginSteps(int i) {
    return columns.margins[from + i];
  }

  OutcomeColumns columns() {
    return columns;
  }

  boolean isWhole() {
    return from == 0 && to == columns.frames;
  }

  /** The same frames of the same table. */
  @Override
  public boolean equals(Object other) {
    return other instanceof OutcomeTable table
        && table.columns == columns
        && table.from == from
        && table.to == to;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * System.identityHashCode(columns) + from) + to;
  }

  @Override
  public String toString() {
    return "OutcomeTable[frames=" + frames() + ", routes=" + routes() + "]";
  }

  /** Where a frame stands: the part, the segment (unique within the part), the order in it. */
  public record Place(Part part, int segment, int order) {
    public Place {
      requireNonNull(part, "part");
      if (segment < 0 || order < 0 || order > Character.MAX_VALUE) {
        throw new IllegalArgumentException("segment " + segment + ", order " + order);
      }
    }
  }

  /**
   * One frame of the table.
   *
   * @param predicted each route's answer, in the table's order
   */
  public record Outcome(
      Place place,
      int label,
      EdgeScores scores,
      PreGateFeatures features,
      List<Integer> predicted) {
    public Outcome {
      requireNonNull(place, "place");
      requireNonNull(scores, "scores");
      requireNonNull(features, "features");
      predicted = List.copyOf(predicted);
      requireLabel(label);
      predicted.forEach(Outcome::requireLabel);
    }

    private static void requireLabel(int label) {
      if (label < 0 || label >= OutcomeFormat.MAX_LABELS) {
        throw new IllegalArgumentException("label outside 0..32766: " + label);
      }
    }
  }

  /** Collects frames in any order of parts; one thread. */
  public static final class Builder {
    private final List<Route> routes;
    private final List<Outcome> design = new ArrayList<>();
    private final List<Outcome> calibration = new ArrayList<>();
    private List<String> origin = List.of();

    private Builder(List<Route> routes) {
      this.routes = List.copyOf(routes);
      if (new HashSet<>(routes).size() != routes.size()) {
        throw new IllegalArgumentException("a route stands there twice: " + routes);
      }
      if (routes.isEmpty() || routes.size() > OutcomeFormat.MAX_ROUTES) {
        throw new IllegalArgumentException(
            "a table has 1 to " + OutcomeFormat.MAX_ROUTES + " routes");
      }
    }

    /** Lines that say where the answers come from. */
    public Builder origin(List<String> lines) {
      origin = List.copyOf(lines);
      return this;
    }

    public Builder add(Outcome frame) {
      if (frame.predicted().size() != routes.size()) {
        throw new IllegalArgumentException(
            "an outcome needs " + routes.size() + " answers, one for each route");
      }
      (frame.place().part() == Part.DESIGN ? design : calibration).add(frame);
      return this;
    }

    public OutcomeTable build() {
      int frames = design.size() + calibration.size();
      OutcomeColumns columns = new OutcomeColumns(routes, origin, frames, design.size());
      for (int i = 0; i < frames; i++) {
        int border = design.size();
        columns.set(i, i < border ? design.get(i) : calibration.get(i - border));
      }
      return new OutcomeTable(columns, 0, frames);
    }
  }
}
