package io.hawkvision.edge.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.zoo.policy.Policy;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeciderTest {
  private static final long MILLI = 1_000_000;

  private static Policy policy(double threshold) {
    return new Policy(threshold, "dc-m", Policy.LEVEL_ORIGINAL, 0.95, 0.3);
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
    Verdict verdict = Decider.decide(score, policy(0.5), state, budgetMs * MILLI);
    assertThat(name(verdict)).isEqualTo(expected);
  }

  @Tag("unit")
  @Test
  void escalation_namesThePolicysVariantAndLevel() {
    Verdict verdict =
        Decider.decide(0.1, policy(0.5), new EscalationState(true, true, 0), 100 * MILLI);
    assertThat(verdict).isEqualTo(new Verdict.Escalate("dc-m", "jpeg-original"));
  }

  @Tag("property")
  @Test
  void scoreThatSuffices_isAnsweredLocally_whateverTheLink() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 20_000; i++) {
      double threshold = random.nextDouble();
      double score = threshold + (1 - threshold) * random.nextDouble();
      assertThat(Decider.decide(score, policy(threshold), anyState(random), anyBudget(random)))
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
      Verdict verdict = Decider.decide(score, policy(threshold), state, budget);
      assertThat(verdict instanceof Verdict.Escalate).isEqualTo(score < threshold && able);
      assertThat(verdict instanceof Verdict.Degrade).isEqualTo(score < threshold && !able);
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
