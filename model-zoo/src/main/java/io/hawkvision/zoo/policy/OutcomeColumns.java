package io.hawkvision.zoo.policy;

import java.util.List;

/**
 * The primitive columns behind a table and its parts; design frames first. Read-only once built.
 */
final class OutcomeColumns {
  final List<Route> routes;
  final List<String> origin;
  final int frames;
  final int designFrames;
  final int[] segments;
  final char[] orders;
  final char[] labels;
  final int[] margins;
  final int[] maxProbabilities;
  final int[] entropies;
  final char[] luminances;
  final char[] contrasts;
  final char[] sharpnesses;
  final char[] changes;

  /** By route. */
  final char[][] predicted;

  OutcomeColumns(List<Route> routes, List<String> origin, int frames, int designFrames) {
    this.routes = List.copyOf(routes);
    this.origin = List.copyOf(origin);
    this.frames = frames;
    this.designFrames = designFrames;
    this.segments = new int[frames];
    this.orders = new char[frames];
    this.labels = new char[frames];
    this.margins = new int[frames];
    this.maxProbabilities = new int[frames];
    this.entropies = new int[frames];
    this.luminances = new char[frames];
    this.contrasts = new char[frames];
    this.sharpnesses = new char[frames];
    this.changes = new char[frames];
    this.predicted = new char[routes.size()][frames];
  }

  void set(int i, OutcomeTable.Outcome frame) {
    segments[i] = frame.place().segment();
    orders[i] = (char) frame.place().order();
    labels[i] = (char) frame.label();
    margins[i] = FixedPoint.fromShare(frame.scores().margin());
    maxProbabilities[i] = FixedPoint.fromShare(frame.scores().maxProbability());
    entropies[i] = FixedPoint.fromEntropy(frame.scores().entropy());
    luminances[i] = FixedPoint.fromFeature(frame.features().luminance());
    contrasts[i] = FixedPoint.fromFeature(frame.features().contrast());
    sharpnesses[i] = FixedPoint.fromFeature(frame.features().sharpness());
    changes[i] = FixedPoint.fromFeature(frame.features().change());
    for (int r = 0; r < predicted.length; r++) {
      predicted[r][i] = (char) (int) frame.predicted().get(r);
    }
  }
}
