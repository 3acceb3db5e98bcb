package io.hawkvision.zoo.certify;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.certify.Certificate.Basis;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Certifies any target from a family's outcome table. Policies are ordered on the design frames and
 * tested in that order on the calibration frames, one frame of each segment, with an exact test.
 * The promise is marginal: it holds for each target by itself, over the family's traffic, not for
 * each camera or class. Immutable, any thread; a certification takes milliseconds.
 */
public final class Certifier {
  /** A certificate may be wrong with a probability of at most this. */
  public static final double DELTA = 0.05;

  public static final double CONFIDENCE = 1 - DELTA;

  /** Fewer independent segments certify nothing but asking the best variant always. */
  public static final int FEWEST_SEGMENTS = 100;

  private static final Duration VALIDITY = Duration.ofDays(180);

  /** The draw from each segment is the same on every machine. */
  private static final long SEED = 0x4861776bL;

  /** Level of the bounds on local disagreement and escalation, which the watch compares with. */
  private static final double DISAGREEMENT_DELTA = 0.01;

  private static final double GRID = 1000;

  private final Family family;
  private final CostModel costModel;
  private final List<Menu> menus;
  private final ScoreGrid grid;
  private final int[][] segments;
  private final MenuTests whole;
  private final Map<Integer, MenuTests> others = new ConcurrentHashMap<>();
  private final Dependencies dependencies;
  private final double upperBound;
  private final double maxCertified;

  /** A certifier that orders policies by what they cost over {@link CostModel#WIFI}. */
  public Certifier(Family family) {
    this(family, CostModel.WIFI);
  }

  /** A certifier that orders policies by what they cost over this link. */
  public Certifier(Family family, CostModel costs) {
    this.family = requireNonNull(family, "family");
    this.costModel = requireNonNull(costs, "costs");
    this.menus = Menu.of(family.outcomes());
    this.dependencies = Dependencies.of(family);
    OutcomeTable design = family.outcomes().part(Part.DESIGN);
    this.grid = ScoreGrid.of(design, PolicySequence.thresholds(design.frames()));
    this.segments = SegmentSample.segments(family.calibration());
    this.whole = tests(menus.get(0));
    this.upperBound = highest(whole.byAccuracy(), whole.tally());
    this.maxCertified = maxAbsolute(whole.byAccuracy(), whole.tally());
  }

  /** What one menu is tested with. */
  private record MenuTests(
      PolicySequence byAccuracy,
      PolicySequence byAgreement,
      BinnedOutcomes outcomes,
      Tally tally,
      List<Double> costs) {}

  private MenuTests tests(Menu menu) {
    OutcomeTable design = family.outcomes().part(Part.DESIGN);
    double[] costs = costModel.costs(family, menu);
    Tally shape = new BinnedOutcomes(design, grid, menu).all();
    BinnedOutcomes outcomes = new BinnedOutcomes(family.calibration(), grid, menu);
    return new MenuTests(
        PolicySequence.front(grid, menu, shape, costs, false),
        PolicySequence.front(grid, menu, shape, costs, true),
        outcomes,
        outcomes.of(SegmentSample.of(segments, new SplittableRandom(SEED))),
        Arrays.stream(costs).boxed().toList());
  }

  /** Whole pictures are there from the start, the others are made when they are asked for. */
  private MenuTests tests(int menu) {
    return menu == 0 ? whole : others.computeIfAbsent(menu, m -> tests(menus.get(m)));
  }

  /** All menus that share delta: a certificate for each holds whatever the link does. */
  public List<Menu> menus() {
    return menus;
  }

  /** The share of delta that each menu's certificates have. */
  public double menuDelta() {
    return DELTA / menus.size();
  }

  /** How many independent frames the tests see. */
  public int independentFrames() {
    return whole.tally().total();
  }

  /** Certifies over the menu of whole pictures. */
  public Certification certify(Target target, InstantSource clock) {
    return certify(target, menus.get(0), clock);
  }

  /** Certifies a target, taken on the 0.1-point grid, for one of {@link #menus}. */
  public Certification certify(Target target, Menu menu, InstantSource clock) {
    int m = menus.indexOf(menu);
    if (m < 0) {
      throw new IllegalArgumentException("no menu of this family: " + menu.name());
    }
    PolicySequence sequence = sequence(target, m);
    Tally tally = tests(m).tally();
    int passed = passed(sequence, tally, target);
    if (passed == 0) {
      return unproven(target, sequence, tally);
    }
    List<GridPolicy> prefix = sequence.policies().subList(0, passed);
    GridPolicy served = prefix.get(passed - 1);
    int local = tally.local(served);
    Basis basis =
        new Basis(
            menuDelta(),
            tally.total(),
            tally.escalated(served),
            ClopperPearson.upper(tally.total() - local, tally.total(), DISAGREEMENT_DELTA),
            local == 0
                ? 0
                : ClopperPearson.upper(
                    tally.localDisagreements(served), local, DISAGREEMENT_DELTA));
    return new Certification.Certified(
        new Certificate(
            family.name(),
            family.version(),
            Target.of(target.kind(), target.onGrid()),
            menu.name(),
            prefix.stream().map(policy -> policy.on(sequence.grid(), menu)).toList(),
            basis,
            dependencies,
            clock.instant(),
            clock.instant().plus(VALIDITY)));
  }

  /** The order of tests for a target. */
  PolicySequence sequence(Target target, int menu) {
    MenuTests tests = tests(menu);
    PolicySequence sequence =
        target instanceof Target.Agreement ? tests.byAgreement() : tests.byAccuracy();
    return target instanceof Target.Absolute ? sequence : sequence.afterEscalateAll();
  }

  /** How many policies of a sequence a sample certifies; of too small a one only what is free. */
  int passed(PolicySequence sequence, Tally tally, Target target) {
    if (tally.total() < FEWEST_SEGMENTS) {
      return target instanceof Target.Absolute ? 0 : 1;
    }
    return FixedSequence.certified(
        sequence.policies(), tally, target, menuDelta(), sequence.escalateAll());
  }

  /**
   * What can be said of a target before it is tested: every frame to the best variant, over whole
   * pictures, with the bound that holds for it. Cheap.
   */
  public Certification.NotYet escalatingAll(Target target) {
    Policy all = Policy.all(menus.get(0).best());
    if (target instanceof Target.Absolute) {
      PolicySequence sequence = sequence(target, 0);
      Tally tally = whole.tally();
      int right = tally.right(sequence.escalateAll());
      double lower = ClopperPearson.lower(right, tally.total(), menuDelta());
      double estimate = tally.share(right);
      return new Certification.NotYet(all, lower, estimate, OptionalLong.empty(), maxCertified);
    }
    double exact = target instanceof Target.Agreement ? 1 : 0;
    return new Certification.NotYet(all, exact, exact, OptionalLong.empty(), exact);
  }

  /**
   * The statement that nothing over whole pictures can meet the target, if that is proven. Cheap.
   */
  public Optional<Certification.Unattainable> refuted(Target target) {
    return target instanceof Target.Absolute && target.onGrid() > upperBound
        ? Optional.of(new Certification.Unattainable(upperBound, maxCertified))
        : Optional.empty();
  }

  /** The true accuracy of every policy of a sequence lies below it. */
  private double highest(PolicySequence sequence, Tally tally) {
    double highest = 0;
    for (GridPolicy policy : sequence.policies()) {
      int wrong = tally.total() - tally.right(policy);
      highest = Math.max(highest, 1 - ClopperPearson.lower(wrong, tally.total(), menuDelta()));
    }
    return highest;
  }

  private Certification unproven(Target target, PolicySequence sequence, Tally tally) {
    double wanted = target.onGrid();
    double maxCertified = maxAbsolute(sequence, tally);
    double highest = highest(sequence, tally);
    if (highest < wanted) {
      return new Certification.Unattainable(highest, maxCertified);
    }
    GridPolicy all = sequence.escalateAll();
    int right = tally.right(all);
    int mostRight = tally.right(sequence.policies().get(0));
    return new Certification.NotYet(
        Policy.all(sequence.menu().best()),
        ClopperPearson.lower(right, tally.total(), menuDelta()),
        tally.share(right),
        missing(tally.total(), tally.share(mostRight), wanted),
        maxCertified);
  }

  /** The highest absolute target on the grid that the sequence's first policy is certified for. */
  private double maxAbsolute(PolicySequence sequence, Tally tally) {
    if (tally.total() < FEWEST_SEGMENTS) {
      return 0;
    }
    int right = tally.right(sequence.policies().get(0));
    double lower = ClopperPearson.lower(right, tally.total(), menuDelta());
    return Math.floor(lower * GRID) / GRID;
  }

  /** The highest absolute target that can be certified over whole pictures; 0 where none can. */
  public double maxCertified() {
    return maxCertified;
  }

  /** How many more draws of this quality would prove it: doubling, then halving the interval. */
  private OptionalLong missing(int draws, double estimate, double wanted) {
    if (estimate <= wanted) {
      return OptionalLong.empty();
    }
    int enough = Math.max(FEWEST_SEGMENTS, draws);
    while (!proves(enough, estimate, wanted)) {
      if (enough > Integer.MAX_VALUE / 2) {
        return OptionalLong.empty();
      }
      enough *= 2;
    }
    int tooFew = Math.min(draws, enough - 1);
    while (enough - tooFew > 1) {
      int middle = tooFew + (enough - tooFew) / 2;
      if (proves(middle, estimate, wanted)) {
        enough = middle;
      } else {
        tooFew = middle;
      }
    }
    return OptionalLong.of((long) enough - draws);
  }

  private boolean proves(int draws, double estimate, double wanted) {
    int errors = (int) Math.ceil((1 - estimate) * draws);
    return draws >= FEWEST_SEGMENTS
        && ClopperPearson.pValue(errors, draws, 1 - wanted) <= menuDelta();
  }

  /** What the edge's own answers are worth by score, for targets of this kind. */
  public BandBounds bands(Target target) {
    OutcomeTable design = family.outcomes().part(Part.DESIGN);
    return BandBounds.of(
        family.calibration(),
        ScoreGrid.of(design, BandBounds.BANDS),
        SegmentSample.of(segments, new SplittableRandom(SEED)),
        target);
  }

  /** The calibration frames of each segment. */
  int[][] segments() {
    return segments;
  }

  public int segmentCount() {
    return segments.length;
  }

  /** The family's name. */
  public String name() {
    return family.name();
  }

  Tally tally(int menu) {
    return tests(menu).tally();
  }

  BinnedOutcomes outcomes(int menu) {
    return tests(menu).outcomes();
  }

  /** Of one escalation by each route of that menu. */
  double[] costs(int menu) {
    return tests(menu).costs().stream().mapToDouble(Double::doubleValue).toArray();
  }

  Family family() {
    return family;
  }

  public Dependencies dependencies() {
    return dependencies;
  }
}
