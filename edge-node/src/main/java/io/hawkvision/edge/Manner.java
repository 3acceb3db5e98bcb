package io.hawkvision.edge;

import io.hawkvision.edge.frame.FrameQuery;
import io.hawkvision.edge.infer.Inference;
import io.hawkvision.edge.infer.ServedFamily;

/** How this node serves: as the product does, or as a system it is compared with. Event loops. */
interface Manner {
  /** By which policies a request is served. */
  Plan plan(ServedFamily served, FrameQuery query);

  /** What the policy's thresholds are compared with. */
  double score(Inference inference);

  /** Whether frames are escalated on arrival, without waiting for the edge's own network. */
  boolean escalatesFirst();

  /** The product. */
  static Manner product(PlanBook plans) {
    return new Manner() {
      @Override
      public Plan plan(ServedFamily served, FrameQuery query) {
        return plans.plan(served, query);
      }

      @Override
      public double score(Inference inference) {
        return inference.score();
      }

      @Override
      public boolean escalatesFirst() {
        return false;
      }
    };
  }
}
