package io.hawkvision.zoo.certify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The order in which policies are tested, settled on design frames alone: from the most accurate to
 * the cheapest along the front of accuracy and cost (Pareto testing, Laufer-Goldshtein and others,
 * ICLR 2023). Immutable, any thread.
 *
 * @param policies the test's order
 */
record PolicySequence(ScoreGrid grid, Menu menu, List<GridPolicy> policies) {
  /** Bins of the score: fine enough that a step of the sequence is less than a point's noise. */
  private static final int MOST_THRESHOLDS = 200;

  /**
   * Fewer design frames do not tell routes apart: a hull over 500 of them was dearer than the plain
   * cascade to the best variant.
   */
  static final int FEWEST_FOR_ROUTES = 2000;

  /** Of two-threshold policies every fourth threshold is tried: there are so many of them. */
  private static final int PAIR_STRIDE = 4;

  PolicySequence {
    policies = List.copyOf(policies);
  }

  /** As many thresholds as so many design frames bear; all of them where there are none. */
  static int thresholds(int designFrames) {
    return designFrames == 0 ? MOST_THRESHOLDS : Math.min(MOST_THRESHOLDS, designFrames);
  }

  /** One route, from all frames escalated to none. */
  static PolicySequence single(ScoreGrid grid, Menu menu, int route) {
    List<GridPolicy> policies = new ArrayList<>();
    for (int threshold = grid.bins(); threshold >= 0; threshold--) {
      policies.add(GridPolicy.of(threshold, route));
    }
    return new PolicySequence(grid, menu, policies);
  }

  /**
   * Along the convex hull of accuracy over cost, over all routes of a menu: a hull follows the
   * design frames' noise less than the front itself. Between two corners with the same routes the
   * thresholds move evenly, so that a test that fails stops close to what is possible. With fewer
   * than {@value #FEWEST_FOR_ROUTES} design frames it is the plain cascade to the best variant.
   *
   * @param design what policies come to on the design frames
   * @param costs of the menu's routes
   * @param isAgreement whether accuracy means agreement with the best variant
   */
  static PolicySequence front(
      ScoreGrid grid, Menu menu, Tally design, double[] costs, boolean isAgreement) {
    if (design.total() < FEWEST_FOR_ROUTES) {
      return single(grid, menu, menu.routes().size() - 1);
    }
    List<Candidate> candidates = new ArrayList<>();
    for (GridPolicy policy : candidates(grid, menu)) {
      int good = isAgreement ? design.agreeing(policy) : design.right(policy);
      candidates.add(new Candidate(policy, good, design.cost(policy, costs)));
    }
    List<Candidate> hull = hull(candidates);
    List<GridPolicy> policies = new ArrayList<>();
    for (Candidate corner : hull) {
      if (!policies.isEmpty()) {
        between(policies.get(policies.size() - 1), corner.policy, policies);
      }
      policies.add(corner.policy);
    }
    return new PolicySequence(grid, menu, policies);
  }

  private record Candidate(GridPolicy policy, int good, double cost) {
    /** Whether this one lies on or below the line between two others. */
    boolean isUnder(Candidate cheaper, Candidate dearer) {
      return (good - cheaper.good) * (dearer.cost - cheaper.cost)
          <= (dearer.good - cheaper.good) * (cost - cheaper.cost);
    }
  }

  /** From the most accurate to the cheapest. */
  private static List<Candidate> hull(List<Candidate> candidates) {
    candidates.sort(
        Comparator.comparingDouble((Candidate c) -> c.cost).thenComparingInt(c -> -c.good));
    List<Candidate> hull = new ArrayList<>();
    for (Candidate next : candidates) {
      int size = hull.size();
      if (size > 0 && next.good <= hull.get(size - 1).good) {
        continue;
      }
      while (size > 1 && hull.get(size - 1).isUnder(hull.get(size - 2), next)) {
        hull.remove(--size);
      }
      hull.add(next);
    }
    Collections.reverse(hull);
    return hull;
  }

  /** The policies on the way from one to another, both left out. */
  private static void between(GridPolicy from, GridPolicy to, List<GridPolicy> policies) {
    Optional<GridPolicy> start = from.withRoutesOf(to);
    Optional<GridPolicy> end = to.withRoutesOf(from);
    if (start.isEmpty() && end.isEmpty()) {
      return;
    }
    GridPolicy a = start.orElse(from);
    GridPolicy b = start.isPresent() ? to : end.orElseThrow();
    int steps = Math.max(Math.abs(a.upper() - b.upper()), Math.abs(a.lower() - b.lower()));
    for (int step = 1; step < steps; step++) {
      int upper = a.upper() + (b.upper() - a.upper()) * step / steps;
      int lower = a.lower() + (b.lower() - a.lower()) * step / steps;
      policies.add(new GridPolicy(upper, a.middle(), Math.min(upper, lower), a.hard()));
    }
  }

  /** Every threshold with every route. */
  static List<GridPolicy> singles(ScoreGrid grid, Menu menu) {
    List<GridPolicy> all = new ArrayList<>();
    for (int route = 0; route < menu.routes().size(); route++) {
      all.addAll(single(grid, menu, route).policies());
    }
    return all;
  }

  /** {@link #singles}, and pairs of routes over a coarser grid. */
  static List<GridPolicy> candidates(ScoreGrid grid, Menu menu) {
    List<GridPolicy> all = singles(grid, menu);
    int routes = menu.routes().size();
    for (int hard = 1; hard < routes; hard++) {
      for (int middle = 0; middle < hard; middle++) {
        pairs(grid, middle, hard, all);
      }
    }
    return all;
  }

  private static void pairs(ScoreGrid grid, int middle, int hard, List<GridPolicy> all) {
    for (int upper = grid.bins(); upper > 0; upper -= PAIR_STRIDE) {
      for (int lower = upper - PAIR_STRIDE; lower > 0; lower -= PAIR_STRIDE) {
        all.add(new GridPolicy(upper, middle, lower, hard));
      }
    }
  }

  /** Asking the best variant about every frame. */
  GridPolicy escalateAll() {
    return GridPolicy.of(grid.bins(), menu.routes().size() - 1);
  }

  /** The same sequence with {@link #escalateAll} and the steps from there before it. */
  PolicySequence afterEscalateAll() {
    GridPolicy all = escalateAll();
    List<GridPolicy> longer = new ArrayList<>();
    longer.add(all);
    between(all, policies.get(0), longer);
    policies.stream().filter(policy -> !policy.equals(all)).forEach(longer::add);
    return new PolicySequence(grid, menu, longer);
  }
}
