package io.hawkvision.edge.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeciderTest {
  private static final long MILLI = 1_000_000;

  private static final Route MEDIUM = Route.original("dc-m");
  private static final Route LARGE = Route.original("dc-l");

  private static List<Policy> policy(double threshold) {
    return List.of(Policy.of(threshold, MEDIUM));
  }

  private static Verdict decide(
      double score, List<Policy> policies, EscalationState state, long budgetNanos) {
    return Decider.decide(score, policies, route -> state, budgetNanos);
  }

  @Tag("unit")
  @ParameterizedTest(name = "score {0} route {1} window {2} rtt {3} budget {4}: {5}")
  @CsvSource({
    // score, route open, window open, smoothed RTT ms, budget ms, verdict
    "0.50, true , true , 10, 100, answer",
    "0.90, true , true , 10, 100, answer",
    "0.90, false, false,  0,   0, answer",
    "0.49, true , true , 10, 100, escalate",
    "0.49, true , true ,  0,   1, escalate",
    "0.49, true , true , 10,  10, deadline",
    "0.49, true , true ,  0,   0, deadline",
    "0.49, true , true , 10,  -5, deadline",
    "0.49, true , false, 10, 100, dc-refused",
    "0.49, true , false, 10,   5, deadline",
    "0.49, false, true , 10, 100, link-down",
    "0.49, false, false, 10,  -5, link-down",
  })
  void verdict_followsTheTable(
      double score, boolean route, boolean window, long rttMs, long budgetMs, String expected) {
    EscalationState state = new EscalationState(route, window, rttMs * MILLI);
    Verdict verdict = decide(score, policy(0.5), state, budgetMs * MILLI);
    assertThat(name(verdict)).isEqualTo(expected);
  }

  @Tag("unit")
  @Test
  void escalation_namesThePolicysVariantAndLevel() {
    Verdict verdict = decide(0.1, policy(0.5), new EscalationState(true, true, 0), 100 * MILLI);
    assertThat(verdict).isEqualTo(new Verdict.Escalate(MEDIUM));
  }

  @Tag("property")
  @Test
  void scoreThatSuffices_isAnsweredLocally_whateverTheLink() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 20_000; i++) {
      double threshold = random.nextDouble();
      double score = threshold + (1 - threshold) * random.nextDouble();
      assertThat(decide(score, policy(threshold), anyState(random), anyBudget(random)))
          .isEqualTo(Verdict.ANSWER);
    }
  }

  @Tag("property")
  @Test
  void escalation_happensOnlyWhereItCanBeAnswered() {
    SplittableRandom random = new SplittableRandom(43);
    for (int i = 0; i < 20_000; i++) {
      double threshold = random.nextDouble();
      double score = random.nextDouble();
      EscalationState state = anyState(random);
      long budget = anyBudget(random);
      boolean able = state.routeOpen() && state.windowOpen() && budget > state.smoothedRttNanos();
      Verdict verdict = decide(score, policy(threshold), state, budget);
      assertThat(verdict instanceof Verdict.Escalate).isEqualTo(score < threshold && able);
      assertThat(verdict instanceof Verdict.Degrade).isEqualTo(score < threshold && !able);
    }
  }

  @Tag("unit")
  @Test
  void twoThresholds_sendEachBandItsWay() {
    List<Policy> policies = List.of(new Policy(0.6, MEDIUM, 0.2, LARGE));
    EscalationState open = new EscalationState(true, true, 0);
    assertThat(decide(0.6, policies, open, MILLI)).isEqualTo(Verdict.ANSWER);
    assertThat(decide(0.59, policies, open, MILLI)).isEqualTo(new Verdict.Escalate(MEDIUM));
    assertThat(decide(0.2, policies, open, MILLI)).isEqualTo(new Verdict.Escalate(MEDIUM));
    assertThat(decide(0.19, policies, open, MILLI)).isEqualTo(new Verdict.Escalate(LARGE));
    assertThat(decide(Double.NaN, policies, open, MILLI)).isEqualTo(new Verdict.Escalate(LARGE));
  }

  @Tag("unit")
  @Test
  void closedRoute_isReplacedBackAlongTheCertifiedPolicies() {
    List<Policy> policies =
        List.of(Policy.all(LARGE), Policy.of(0.8, LARGE), Policy.of(0.5, MEDIUM));
    EscalationState open = new EscalationState(true, true, 0);
    Function<Route, EscalationState> onlyLarge =
        route -> route.equals(LARGE) ? open : EscalationState.DOWN;
    assertThat(Decider.decide(0.9, policies, onlyLarge, MILLI)).isEqualTo(Verdict.ANSWER);
    assertThat(Decider.decide(0.6, policies, onlyLarge, MILLI))
        .isEqualTo(new Verdict.Escalate(LARGE));
    Function<Route, EscalationState> none = route -> EscalationState.DOWN;
    assertThat(Decider.decide(0.6, policies, none, MILLI)).isEqualTo(Verdict.ANSWER);
    assertThat(Decider.decide(0.4, policies, none, MILLI))
        .isEqualTo(new Verdict.Degrade(DegradeReason.LINK_DOWN));
  }

  @Tag("property")
  @Test
  void anything_neverLeavesTheCertifiedPolicies_norTakesAClosedRoute() {
    SplittableRandom random = new SplittableRandom(44);
    List<Route> routes = List.of(Route.original("a"), MEDIUM, LARGE);
    for (int i = 0; i < 20_000; i++) {
      List<Policy> policies = new ArrayList<>();
      for (int p = 0; p <= random.nextInt(4); p++) {
        double upper = random.nextDouble();
        policies.add(
            new Policy(
                upper,
                routes.get(random.nextInt(3)),
                upper * random.nextDouble(),
                routes.get(random.nextInt(3))));
      }
      List<EscalationState> states = List.of(anyState(random), anyState(random), anyState(random));
      double score = random.nextInt(20) == 0 ? Double.NaN : random.nextDouble();
      long budget = anyBudget(random);
      Verdict verdict =
          Decider.decide(score, policies, route -> states.get(routes.indexOf(route)), budget);
      if (verdict instanceof Verdict.Escalate escalate) {
        EscalationState state = states.get(routes.indexOf(escalate.route()));
        assertThat(state.routeOpen() && state.windowOpen()).isTrue();
        assertThat(budget).isGreaterThan(state.smoothedRttNanos());
        assertThat(policies).anyMatch(p -> p.route(score).equals(escalate.route()));
      } else if (verdict instanceof Verdict.Answer) {
        assertThat(policies).anyMatch(p -> p.answersLocally(score));
      }
    }
  }

  @Tag("property")
  @Test
  void stricterTarget_neverAnswersWhatAnEasierOneEscalates() {
    SplittableRandom random = new SplittableRandom(45);
    EscalationState open = new EscalationState(true, true, 0);
    List<Policy> nested = new ArrayList<>();
    for (int i = 20; i >= 0; i--) {
      nested.add(Policy.of(i / 20.0, LARGE));
    }
    for (int i = 0; i < 5000; i++) {
      double score = random.nextDouble();
      int strict = 1 + random.nextInt(nested.size());
      int easy = strict + random.nextInt(nested.size() - strict + 1);
      Verdict strictly = decide(score, nested.subList(0, strict), open, MILLI);
      Verdict easily = decide(score, nested.subList(0, easy), open, MILLI);
      assertThat(strictly.equals(Verdict.ANSWER) && !easily.equals(Verdict.ANSWER)).isFalse();
    }
  }

  private static EscalationState anyState(SplittableRandom random) {
    return new EscalationState(
        random.nextBoolean(), random.nextBoolean(), random.nextLong(0, 200 * MILLI));
  }

  private static long anyBudget(SplittableRandom random) {
    return random.nextLong(-50 * MILLI, 400 * MILLI);
  }

  private static String name(Verdict verdict) {
    if (verdict instanceof Verdict.Degrade degrade) {
      return degrade.reason().label();
    }
    return verdict instanceof Verdict.Answer ? "answer" : "escalate";
  }
}
