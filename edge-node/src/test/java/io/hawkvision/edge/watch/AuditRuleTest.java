package io.hawkvision.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class AuditRuleTest {
  private static final double THRESHOLD = 0.6;

  private final AuditRule rule = new AuditRule(new WatchSettings.Sampling(0.03, 3, 0.1, 30, 20));

  private static AuditCandidate at(String id, double score) {
    return new AuditCandidate(id, "cam-1", score, THRESHOLD);
  }

  @ParameterizedTest
  @CsvSource({"0.6, 0.09", "0.65, 0.06", "0.7, 0.03", "0.95, 0.03", "0.59, 0.03"})
  void rate_isThreefoldAtTheThresholdAndFallsToTheBaseRate(double score, double rate) {
    assertThat(rule.rate(at("any", score))).isCloseTo(rate, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"-Infinity", "Infinity"})
  void rate_withoutAFiniteThreshold_isTheBaseRate(double threshold) {
    assertThat(rule.rate(new AuditCandidate("any", "", 0.5, threshold))).isEqualTo(0.03);
  }

  @Test
  void draw_ofTheSameFrame_isTheSame() {
    List<String> ids = WatchFixtures.frameIds(3).limit(2_000).toList();
    List<Draw> first = ids.stream().map(id -> rule.draw(at(id, 0.62))).toList();
    AuditRule another = new AuditRule(new WatchSettings.Sampling(0.03, 3, 0.1, 30, 20));
    assertThat(ids.stream().map(id -> another.draw(at(id, 0.62)))).isEqualTo(first);
    assertThat(first).contains(Draw.NONE, Draw.AUDIT, Draw.AUDIT_AND_DETECT);
  }

  /** Chi-square over ten score bins, 400,000 local answers: 27.9 is its 0.1 % point at nine. */
  @Test
  void sampleOfTheTests_isUniformOverTheScore_andTheAuditsAreNot() {
    SplittableRandom random = new SplittableRandom(17);
    long[] answers = new long[10];
    long[] detected = new long[10];
    long[] audited = new long[10];
    WatchFixtures.frameIds(23)
        .limit(400_000)
        .forEach(
            id -> {
              double score = THRESHOLD + 0.4 * random.nextDouble();
              int bin = (int) ((score - THRESHOLD) / 0.04);
              Draw draw = rule.draw(at(id, score));
              answers[bin]++;
              detected[bin] += draw == Draw.AUDIT_AND_DETECT ? 1 : 0;
              audited[bin] += draw == Draw.NONE ? 0 : 1;
            });
    assertThat(chiSquare(answers, detected)).isLessThan(27.9);
    assertThat(chiSquare(answers, audited)).isGreaterThan(1_000);
    double rate = (double) sum(detected) / sum(answers);
    assertThat(rate).isCloseTo(0.03, within(0.001));
  }

  private static double chiSquare(long[] answers, long[] drawn) {
    double rate = (double) sum(drawn) / sum(answers);
    double square = 0;
    for (int bin = 0; bin < answers.length; bin++) {
      double expected = answers[bin] * rate;
      double off = drawn[bin] - expected;
      square += off * off / (expected * (1 - rate));
    }
    return square;
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
