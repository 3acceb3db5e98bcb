package io.hawkvision.zoo.certify;

import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Tests the certifier where the truth is known: the family's calibration frames are taken for the
 * whole world, calibrations of the same number of segments are drawn from it with replacement, and
 * what each of them certifies is held against the world itself. A point-estimate threshold goes
 * through the same test. Blocking; uses so many threads.
 */
public final class BootstrapWorld {
  private static final long SEED = 0x626F6F74L;

  /** What sums of shares may be off by; one frame is more than a thousand times that. */
  private static final double ROUNDING = 1e-10;

  private final Certifier certifier;
  private final int resamples;

  public BootstrapWorld(Certifier certifier, int resamples) {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples must be positive: " + resamples);
    }
    this.certifier = certifier;
    this.resamples = resamples;
  }

  /**
   * What became of one target over all resamples.
   *
   * @param violations share of the resamples that certify a policy which misses the target
   * @param singleViolations the same for the certified threshold to the best variant alone
   * @param naiveViolations the same for the cheapest threshold whose point estimate meets it
   * @param certifiedShare share that certify something below asking the best variant always
   * @param escalation mean share of frames that the certified threshold to the best variant
   *     escalates, over those resamples that certify one
   * @param oracleEscalation what the world's own best threshold escalates
   * @param singleCost mean cost of the certified threshold to that one route for which it is lowest
   * @param cost mean cost of the certified policy over all routes of the menu
   * @param oracleSingleCost cost of the world's own cheapest threshold to one route
   * @param oracleCost cost of the world's own cheapest policy over all routes
   */
  public record Verdict(
      Target target,
      int independentFrames,
      double violations,
      double singleViolations,
      double naiveViolations,
      double certifiedShare,
      double escalation,
      double oracleEscalation,
      double singleCost,
      double cost,
      double oracleSingleCost,
      double oracleCost) {
    /** 1 where the score could not be used better. */
    public double escalationOverOracle() {
      return escalation / oracleEscalation;
    }
  }

  /** The targets of the statistical test design: two of each kind, below the best variant. */
  public List<Target> targets() {
    OutcomeTable world = certifier.family().calibration();
    double best = world.accuracy(world.column(certifier.menus().get(0).best()));
    return List.of(
        Target.relative(0.01),
        Target.relative(0.02),
        Target.absolute(best - 0.02),
        Target.absolute(best - 0.04),
        Target.agreement(0.98),
        Target.agreement(0.95));
  }

  /** The verdict on a target with one of the certifier's menus. */
  public Verdict run(Target target, Menu menu, int threads) {
    World world = new World(target, certifier.menus().indexOf(menu));
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Sum>> parts = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int first = t;
        parts.add(pool.submit(() -> world.sum(first, threads)));
      }
      Sum all = new Sum(menu.routes().size());
      for (Future<Sum> part : parts) {
        all.add(part.get());
      }
      return world.verdict(all);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a resample failed", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Sums over resamples. */
  private static final class Sum {
    int violations;
    int singleViolations;
    int naiveViolations;
    int certified;
    int proven;
    double escalation;
    final double[] singleCosts;
    double cost;
    long frames;

    Sum(int routes) {
      singleCosts = new double[routes];
    }

    void add(Sum other) {
      violations += other.violations;
      singleViolations += other.singleViolations;
      naiveViolations += other.naiveViolations;
      certified += other.certified;
      proven += other.proven;
      escalation += other.escalation;
      Arrays.setAll(singleCosts, route -> singleCosts[route] + other.singleCosts[route]);
      cost += other.cost;
      frames += other.frames;
    }
  }

  /** One target in one menu; immutable. */
  private final class World {
    private final Target target;
    private final int menu;
    private final Tally truth;
    private final PolicySequence sequence;
    private final List<PolicySequence> singles = new ArrayList<>();
    private final double[] costs;

    World(Target target, int menu) {
      this.target = target;
      this.menu = menu;
      this.truth = certifier.outcomes(menu).all();
      this.sequence = certifier.sequence(target, menu);
      this.costs = certifier.costs(menu);
      for (int route = 0; route < sequence.menu().routes().size(); route++) {
        singles.add(PolicySequence.single(sequence.grid(), sequence.menu(), route));
      }
    }

    private PolicySequence toBest() {
      return singles.get(singles.size() - 1);
    }

    Sum sum(int first, int stride) {
      Sum sum = new Sum(singles.size());
      for (int resample = first; resample < resamples; resample += stride) {
        SplittableRandom random = new SplittableRandom(SEED + resample);
        SegmentSample sample = SegmentSample.resampled(certifier.segments(), random);
        add(certifier.outcomes(menu).of(sample), sum);
      }
      return sum;
    }

    private void add(Tally drawn, Sum sum) {
      sum.frames += drawn.total();
      int passed = certifier.passed(sequence, drawn, target);
      int passedToBest = certifier.passed(toBest(), drawn, target);
      sum.violations += passed > 0 && misses(sequence.policies().get(passed - 1)) ? 1 : 0;
      sum.singleViolations +=
          passedToBest > 0 && misses(toBest().policies().get(passedToBest - 1)) ? 1 : 0;
      sum.naiveViolations += misses(naive(drawn)) ? 1 : 0;
      sum.certified += passedToBest > 1 ? 1 : 0;
      if (passed > 0 && passedToBest > 0) {
        sum.proven++;
        sum.escalation += truth.escalated(toBest().policies().get(passedToBest - 1));
        sum.cost += truth.cost(sequence.policies().get(passed - 1), costs);
        Arrays.setAll(sum.singleCosts, route -> sum.singleCosts[route] + singleCost(route, drawn));
      }
    }

    /** What this route's certified threshold costs, or where none is, the best variant's. */
    private double singleCost(int route, Tally drawn) {
      PolicySequence single = singles.get(route);
      int passed = certifier.passed(single, drawn, target);
      if (passed == 0) {
        single = toBest();
        passed = certifier.passed(single, drawn, target);
      }
      return truth.cost(single.policies().get(passed - 1), costs);
    }

    /** The cheapest threshold whose point estimate meets the target, else asking always. */
    private GridPolicy naive(Tally drawn) {
      List<GridPolicy> policies = toBest().policies();
      for (int i = policies.size() - 1; i > 0; i--) {
        if (value(policies.get(i), drawn) >= wanted(drawn) - ROUNDING) {
          return policies.get(i);
        }
      }
      return policies.get(0);
    }

    /** What the cheapest of these policies costs that meets the target in truth. */
    private double cheapest(List<GridPolicy> policies) {
      return policies.stream()
          .filter(policy -> !misses(policy))
          .mapToDouble(policy -> truth.cost(policy, costs))
          .min()
          .orElse(Double.NaN);
    }

    private boolean misses(GridPolicy policy) {
      return value(policy, truth) < wanted(truth) - ROUNDING;
    }

    private double value(GridPolicy policy, Tally tally) {
      return target instanceof Target.Agreement
          ? tally.share(tally.agreeing(policy))
          : tally.share(tally.right(policy));
    }

    private double wanted(Tally tally) {
      return target instanceof Target.Relative
          ? tally.share(tally.right(toBest().policies().get(0))) - target.onGrid()
          : target.onGrid();
    }

    Verdict verdict(Sum sum) {
      double all = resamples;
      double proven = sum.proven;
      return new Verdict(
          target,
          (int) (sum.frames / resamples),
          sum.violations / all,
          sum.singleViolations / all,
          sum.naiveViolations / all,
          sum.certified / all,
          sum.escalation / proven,
          truth.escalated(naive(truth)),
          Arrays.stream(sum.singleCosts).min().orElse(0) / proven,
          sum.cost / proven,
          cheapest(PolicySequence.singles(sequence.grid(), sequence.menu())),
          cheapest(PolicySequence.candidates(sequence.grid(), sequence.menu())));
    }
  }
}
