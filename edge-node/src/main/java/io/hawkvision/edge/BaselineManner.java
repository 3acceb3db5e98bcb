package io.hawkvision.edge;

import io.hawkvision.edge.baseline.Baseline;
import io.hawkvision.edge.baseline.BaselineSettings;
import io.hawkvision.edge.decide.Guarantee;
import io.hawkvision.edge.frame.FrameQuery;
import io.hawkvision.edge.infer.Inference;
import io.hawkvision.edge.infer.ServedFamily;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Route;
import java.util.List;

/** A system of the benchmark: whatever a request asks for, it is served the same way. */
final class BaselineManner implements Manner {
  private static final int ALL = 100;

  private final BaselineSettings settings;

  BaselineManner(BaselineSettings settings) {
    this.settings = settings;
  }

  @Override
  public Plan plan(ServedFamily served, FrameQuery query) {
    return Plan.of(served, List.of(policy(served)), Guarantee.unknown());
  }

  private Policy policy(ServedFamily served) {
    String variant = settings.variant().orElse(served.family().best().name());
    Route original = Route.original(variant);
    return switch (settings.system()) {
      case EDGE_ONLY -> Policy.of(0, original);
      case DC_ONLY -> Policy.all(original);
      case CASCADE ->
          Policy.of(
              settings.thresholds().getOrDefault(served.family().name(), Double.POSITIVE_INFINITY),
              settings.picturesShrunk() ? new Route(variant, Policy.LEVEL_INPUT, ALL) : original);
      case NONE -> throw new IllegalStateException("the product is no baseline");
    };
  }

  @Override
  public double score(Inference inference) {
    return settings.score().of(inference.probabilities());
  }

  @Override
  public boolean escalatesFirst() {
    return settings.system() == Baseline.DC_ONLY;
  }
}
