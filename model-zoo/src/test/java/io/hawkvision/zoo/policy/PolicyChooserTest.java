package io.hawkvision.zoo.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.policy.OutcomeTable.Outcome;
import io.hawkvision.zoo.policy.OutcomeTable.Place;
import io.hawkvision.zoo.policy.PolicyChooser.Escalation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyChooserTest {
  private static final String EDGE = "edge-s";
  private static final String BEST = "dc-m";

  /** Scores 0 to 9/16; the edge is wrong on the lowest three, the best variant on the highest. */
  private static OutcomeTable tenFrames() {
    OutcomeTable.Builder table = OutcomeTable.of(Route.originals(List.of(EDGE, BEST)));
    for (int i = 0; i < 10; i++) {
      table.add(frame(i, i / 16.0, i < 3 ? 1 : 0, i == 9 ? 1 : 0));
    }
    return table.build();
  }

  private static Outcome frame(int i, double margin, int edge, int best) {
    return ColourFamily.outcome(new Place(Part.CALIBRATION, i, 0), 0, margin, edge, best);
  }

  private static PolicyChooser chooser(OutcomeTable table) {
    return new PolicyChooser(table, List.of(new Escalation(BEST, 10)));
  }

  private static PolicyEstimate chosen(OutcomeTable table, Target target) {
    PolicyChoice choice = chooser(table).choose(target);
    assertThat(choice).isInstanceOf(PolicyChoice.Feasible.class);
    return ((PolicyChoice.Feasible) choice).policy();
  }

  @Test
  @Tag("unit")
  void choose_targetTheEdgeMeetsAlone_neverEscalates() {
    PolicyEstimate policy = chosen(tenFrames(), Target.absolute(0.7));
    assertThat(policy).isEqualTo(new PolicyEstimate(Policy.of(0, Route.original(BEST)), 0.7, 0));
    assertThat(policy.policy().answersLocally(0)).isTrue();
  }

  @Test
  @Tag("unit")
  void choose_targetBetweenTheVariants_escalatesTheLeastSure() {
    PolicyEstimate policy = chosen(tenFrames(), Target.absolute(0.9));
    assertThat(policy.policy().upper()).isEqualTo(2 / 16.0);
    assertThat(policy.escalatedShare()).isEqualTo(0.2);
    assertThat(policy.accuracy()).isEqualTo(0.9);
    assertThat(policy.policy().answersLocally(2 / 16.0)).isTrue();
    assertThat(policy.policy().answersLocally(1 / 16.0)).isFalse();
  }

  @Test
  @Tag("unit")
  void choose_cascadeBeatsBothVariants_countsIt() {
    assertThat(chosen(tenFrames(), Target.absolute(0.999)).escalatedShare()).isEqualTo(0.3);
  }

  @Test
  @Tag("unit")
  void choose_relative_isMeasuredAgainstTheBestVariant() {
    assertThat(chosen(tenFrames(), Target.relative(0)).escalatedShare()).isEqualTo(0.2);
    assertThat(chosen(tenFrames(), Target.relative(0.2)).escalatedShare()).isZero();
  }

  @Test
  @Tag("unit")
  void choose_fullAgreement_escalatesWhereTheVariantsDiffer() {
    // They differ on the three lowest and on the highest score: everything must go.
    PolicyEstimate policy = chosen(tenFrames(), Target.agreement(1));
    assertThat(policy.policy().upper()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(policy.policy().answersLocally(1)).isFalse();
    assertThat(policy.escalatedShare()).isEqualTo(1);
    assertThat(policy.accuracy()).isEqualTo(1);
  }

  @Test
  @Tag("unit")
  void choose_targetBeyondEveryPolicy_saysWhatIsPossible() {
    OutcomeTable.Builder table = OutcomeTable.of(Route.originals(List.of(EDGE, BEST)));
    for (int i = 0; i < 4; i++) {
      table.add(frame(i, i / 4.0, 1, i == 0 ? 1 : 0));
    }
    PolicyChoice choice = chooser(table.build()).choose(Target.absolute(0.8));
    assertThat(choice).isInstanceOf(PolicyChoice.Unattainable.class);
    PolicyChoice.Unattainable unattainable = (PolicyChoice.Unattainable) choice;
    assertThat(unattainable.bestEstimate()).isEqualTo(0.75);
    assertThat(unattainable.mostAccurate().escalatedShare()).isEqualTo(1);
  }

  @Test
  @Tag("unit")
  void choose_equalScores_goTheSameWay() {
    OutcomeTable.Builder table = OutcomeTable.of(Route.originals(List.of(EDGE, BEST)));
    for (int i = 0; i < 10; i++) {
      table.add(frame(i, i < 6 ? 0.5 : 0.875, i < 2 ? 1 : 0, 0));
    }
    PolicyEstimate policy = chosen(table.build(), Target.absolute(0.9));
    assertThat(policy.policy().upper()).isEqualTo(0.875);
    assertThat(policy.escalatedShare()).isEqualTo(0.6);
  }

  @Test
  @Tag("unit")
  void chooser_withoutFrames_isRefused() {
    OutcomeTable empty = OutcomeTable.of(Route.originals(List.of(EDGE, BEST))).build();
    assertThatThrownBy(() -> chooser(empty)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Sixteen frames: the edge knows 8 of them, the small variant 12, the large one 16. */
  private static OutcomeTable threeVariants() {
    OutcomeTable.Builder table =
        OutcomeTable.of(Route.originals(List.of(EDGE, "small", "large")))
            .add(ColourFamily.outcome(new Place(Part.DESIGN, 0, 0), 0, 0.5, 1, 1, 1));
    for (int i = 0; i < 16; i++) {
      Place place = new Place(Part.CALIBRATION, i, 0);
      table.add(ColourFamily.outcome(place, 0, i / 16.0, i < 8 ? 1 : 0, i % 4 == 0 ? 2 : 0, 0));
    }
    return table.build();
  }

  private static PolicyEstimate chosenOfThree(double smallCost, Target target) {
    PolicyChooser chooser =
        new PolicyChooser(
            threeVariants().part(Part.CALIBRATION),
            List.of(new Escalation("small", smallCost), new Escalation("large", 10)));
    return ((PolicyChoice.Feasible) chooser.choose(target)).policy();
  }

  @Test
  @Tag("unit")
  void choose_smallVariantSuffices_takesItWhereItIsCheaper() {
    // 12 right: the large variant needs four frames (cost 40), the small one needs six.
    PolicyEstimate cheap = chosenOfThree(5, Target.absolute(0.75));
    assertThat(cheap.policy().hard().variant()).isEqualTo("small");
    assertThat(cheap.escalatedShare()).isEqualTo(6 / 16.0);
    assertThat(cheap.accuracy()).isEqualTo(0.75);
    PolicyEstimate dear = chosenOfThree(7, Target.absolute(0.75));
    assertThat(dear.policy().hard().variant()).isEqualTo("large");
    assertThat(dear.escalatedShare()).isEqualTo(4 / 16.0);
  }

  @Test
  @Tag("unit")
  void choose_onlyTheLargeVariantSuffices_takesIt() {
    assertThat(chosenOfThree(0.1, Target.absolute(0.95)).policy().hard().variant())
        .isEqualTo("large");
    assertThat(chosenOfThree(0.1, Target.relative(0.01)).policy().hard().variant())
        .isEqualTo("large");
  }

  @Test
  @Tag("unit")
  void choose_nothingToEscalate_namesTheBestVariant() {
    assertThat(chosenOfThree(0.1, Target.absolute(0.5)).policy().hard().variant())
        .isEqualTo("large");
  }

  @Test
  @Tag("unit")
  void choose_agreement_isWithTheBestVariantWhereverFramesGo() {
    // The small variant gives the best one's answer on 12 of 16 frames, the edge on the upper 8.
    PolicyEstimate policy = chosenOfThree(1, Target.agreement(0.75));
    assertThat(policy.policy().hard().variant()).isEqualTo("small");
    assertThat(policy.accuracy()).isEqualTo(0.75);
    assertThat(chosenOfThree(1, Target.agreement(1)).policy().hard().variant()).isEqualTo("large");
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Tag("property")
  void choose_randomTables_equalsBruteForce(long seed) {
    Random random = new Random(seed);
    OutcomeTable table = randomTable(random);
    PolicyChooser chooser = chooser(table);
    for (int i = 0; i < 40; i++) {
      Target target = randomTarget(random);
      PolicyChoice choice = chooser.choose(target);
      Reference reference = Reference.of(table, target, 1);
      if (choice instanceof PolicyChoice.Feasible feasible) {
        PolicyEstimate policy = feasible.policy();
        assertThat(reference.feasible()).as(target.toString()).isTrue();
        assertThat(policy.escalatedShare()).isEqualTo(reference.share(), within(1e-12));
        Measured measured = Measured.of(table, policy.policy().upper(), target, 1);
        assertThat(policy.escalatedShare()).isEqualTo(measured.share(), within(1e-12));
        assertThat(policy.accuracy()).isEqualTo(measured.estimate(), within(1e-12));
      } else if (choice instanceof PolicyChoice.Unattainable unattainable) {
        assertThat(reference.feasible()).as(target.toString()).isFalse();
        assertThat(unattainable.bestEstimate()).isEqualTo(reference.highest(), within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Tag("property")
  void choose_randomTablesOfThreeVariants_isTheCheapestOfAllRules(long seed) {
    Random random = new Random(seed);
    OutcomeTable.Builder builder =
        OutcomeTable.of(Route.originals(List.of(EDGE, "small", "large")));
    for (int i = 0; i < 40; i++) {
      Place place = new Place(Part.CALIBRATION, i, 0);
      double margin = random.nextInt(12) / 16.0;
      builder.add(
          ColourFamily.outcome(
              place, 0, margin, random.nextInt(3), random.nextInt(2), random.nextInt(2)));
    }
    OutcomeTable table = builder.build();
    double[] costs = {0, 1 + random.nextInt(9), 10};
    PolicyChooser chooser =
        new PolicyChooser(
            table, List.of(new Escalation("small", costs[1]), new Escalation("large", costs[2])));
    for (int i = 0; i < 40; i++) {
      Target target = randomTarget(random);
      double cheapest = Double.POSITIVE_INFINITY;
      for (int column = 1; column <= 2; column++) {
        Reference reference = Reference.of(table, target, column);
        cheapest =
            reference.feasible() ? Math.min(cheapest, reference.share() * costs[column]) : cheapest;
      }
      if (chooser.choose(target) instanceof PolicyChoice.Feasible feasible) {
        PolicyEstimate policy = feasible.policy();
        int column = table.column(policy.policy().hard().variant());
        assertThat(policy.escalatedShare() * costs[column]).isEqualTo(cheapest, within(1e-12));
        Measured measured = Measured.of(table, policy.policy().upper(), target, column);
        assertThat(policy.accuracy()).isEqualTo(measured.estimate(), within(1e-12));
      } else {
        assertThat(cheapest).as(target.toString()).isInfinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Tag("property")
  void choose_harderTarget_neverEscalatesLess(long seed) {
    PolicyChooser chooser = chooser(randomTable(new Random(seed)));
    for (String kind : List.of("absolute", "relative", "agreement")) {
      double last = -1;
      for (int step = 1; step < 1000; step++) {
        double value = kind.equals("relative") ? 1 - step / 1000.0 : step / 1000.0;
        if (chooser.choose(Target.of(kind, value)) instanceof PolicyChoice.Feasible feasible) {
          assertThat(feasible.policy().escalatedShare()).isGreaterThanOrEqualTo(last);
          last = feasible.policy().escalatedShare();
        }
      }
      assertThat(last).isNotNegative();
    }
  }

  private static OutcomeTable randomTable(Random random) {
    int frames = 1 + random.nextInt(80);
    int steps = 1 + random.nextInt(30);
    double skill = random.nextDouble();
    OutcomeTable.Builder table = OutcomeTable.of(Route.originals(List.of(EDGE, BEST)));
    for (int i = 0; i < frames; i++) {
      double score = (double) random.nextInt(steps) / steps;
      int edge = random.nextDouble() < 0.3 + 0.6 * score ? 0 : 1 + random.nextInt(2);
      int best = random.nextDouble() < skill ? 0 : 1 + random.nextInt(2);
      table.add(frame(i, score, edge, best));
    }
    return table.build();
  }

  private static Target randomTarget(Random random) {
    double value = Math.round(1000 * (0.001 + 0.998 * random.nextDouble())) / 1000.0;
    return Target.of(List.of("absolute", "relative", "agreement").get(random.nextInt(3)), value);
  }

  /** What a threshold does to a table, counted frame by frame. */
  private record Measured(double share, double estimate) {
    static Measured of(OutcomeTable table, double threshold, Target target, int column) {
      int escalated = 0;
      int well = 0;
      for (int i = 0; i < table.frames(); i++) {
        boolean local = table.margin(i) >= threshold;
        escalated += local ? 0 : 1;
        if (target instanceof Target.Agreement) {
          well += table.agrees(local ? 0 : column, i) ? 1 : 0;
        } else {
          well += table.correct(local ? 0 : column, i) ? 1 : 0;
        }
      }
      return new Measured((double) escalated / table.frames(), (double) well / table.frames());
    }
  }

  /** The answer by trying every threshold. */
  private record Reference(boolean feasible, double share, double highest) {
    static Reference of(OutcomeTable table, Target target, int column) {
      List<Double> thresholds = new ArrayList<>(List.of(0.0, Double.POSITIVE_INFINITY));
      for (int i = 0; i < table.frames(); i++) {
        thresholds.add(table.margin(i));
      }
      double needed =
          target instanceof Target.Relative
              ? table.accuracy(table.routes().size() - 1) - target.value()
              : target.value();
      double share = 2;
      double highest = 0;
      for (double threshold : thresholds) {
        Measured measured = Measured.of(table, threshold, target, column);
        highest = Math.max(highest, measured.estimate());
        if (measured.estimate() >= needed - 1e-9) {
          share = Math.min(share, measured.share());
        }
      }
      return new Reference(share <= 1, share, highest);
    }
  }
}
