package io.hawkvision.loadgen.promise;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.ServedFamily;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Ten accuracies from a point below the edge variant's to a point below the best one's. Pure. */
final class PromiseTargets {
  static final int COUNT = 10;

  private static final double POINT = 0.01;
  private static final double ROUNDING = 1e-6;

  private PromiseTargets() {}

  /** Evenly spread, each rounded down to a tenth of a point, by the node's own estimates. */
  static List<AskedTarget> of(ServedFamily family) throws IOException {
    if (family.edgeAccuracy().isEmpty() || family.bestAccuracy().isEmpty()) {
      throw new IOException("the node does not say how accurate " + family.name() + " is");
    }
    double edge = family.edgeAccuracy().getAsDouble();
    double best = family.bestAccuracy().getAsDouble();
    if (best - edge < POINT) {
      throw new IOException(
          "the datacenter variant of " + family.name() + " is no better than the edge variant");
    }
    double lowest = Math.max(2 * POINT, edge) - POINT;
    double step = (best - POINT - lowest) / (COUNT - 1);
    return IntStream.range(0, COUNT).mapToObj(i -> target(lowest + i * step)).toList();
  }

  private static AskedTarget target(double accuracy) {
    return AskedTarget.accuracy(Math.floor(accuracy * 1000 + ROUNDING) / 1000);
  }
}
