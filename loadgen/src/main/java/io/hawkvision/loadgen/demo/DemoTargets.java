package io.hawkvision.loadgen.demo;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.ServedFamily;
import java.io.IOException;
import java.util.List;

/**
 * Three accuracies that show the range: mostly edge, between the tiers, mostly datacenter. Pure.
 */
final class DemoTargets {
  private static final double BELOW_EDGE = 0.02;
  private static final double BELOW_BEST = 0.01;

  private DemoTargets() {}

  /** From the node's own estimates; a family without a better DC variant cannot show anything. */
  static List<AskedTarget> of(ServedFamily family) throws IOException {
    if (family.edgeAccuracy().isEmpty() || family.bestAccuracy().isEmpty()) {
      throw new IOException("the node does not say how accurate " + family.name() + " is");
    }
    double edge = family.edgeAccuracy().getAsDouble();
    double best = family.bestAccuracy().getAsDouble();
    if (best - edge < BELOW_BEST) {
      throw new IOException(
          "the datacenter variant of " + family.name() + " is no better than the edge variant");
    }
    return List.of(target(edge - BELOW_EDGE), target((edge + best) / 2), target(best - BELOW_BEST));
  }

  /** Rounded down to tenths of a point, so that a target never asks for more than intended. */
  private static AskedTarget target(double accuracy) {
    return AskedTarget.accuracy(Math.max(0.001, Math.floor(accuracy * 1000 + 1e-6) / 1000));
  }
}
