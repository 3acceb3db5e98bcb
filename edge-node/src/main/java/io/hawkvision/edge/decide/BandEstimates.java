package io.hawkvision.edge.decide;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Target;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@link BandAccuracy}, computed once for each family and policy: event loops answer degraded
 * frames, and a walk through the table for each would hold up the others. Remembers what was used
 * last. Any thread.
 */
public final class BandEstimates {
  /** A caller chooses the target, hence the policy: without a bound it could fill the memory. */
  static final int MOST_REMEMBERED = 256;

  private static final float LOAD_FACTOR = 0.75f;

  private final Estimate estimate;
  private final Map<Key, Double> remembered = new LeastRecentlyUsed();

  /** All that the estimate depends on: it takes a target's kind, not its value. */
  private record Key(OutcomeTable table, Policy policy, String kind) {}

  private static final class LeastRecentlyUsed extends LinkedHashMap<Key, Double> {
    private static final long serialVersionUID = 1;

    LeastRecentlyUsed() {
      super(MOST_REMEMBERED, LOAD_FACTOR, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Double> eldest) {
      return size() > MOST_REMEMBERED;
    }
  }

  /** What is worth remembering. */
  @FunctionalInterface
  interface Estimate {
    double of(OutcomeTable table, Policy policy, Target target);
  }

  public BandEstimates() {
    this(BandAccuracy::estimate);
  }

  BandEstimates(Estimate estimate) {
    this.estimate = requireNonNull(estimate, "estimate");
  }

  /** How good the edge's answer is where this policy would not have taken it. */
  public double of(OutcomeTable table, Policy policy, Target target) {
    Key key = new Key(table, policy, target.kind());
    synchronized (remembered) {
      return remembered.computeIfAbsent(key, fresh -> estimate.of(table, policy, target));
    }
  }
}
