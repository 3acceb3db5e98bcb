package io.hawkvision.edge.watch;

import static io.hawkvision.edge.watch.WatchFixtures.FAMILY;
import static io.hawkvision.edge.watch.WatchFixtures.KEY;
import static io.hawkvision.edge.watch.WatchFixtures.frameIds;
import static io.hawkvision.edge.watch.WatchFixtures.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.zoo.policy.EdgeScores;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What humans may label for a calibration is a uniform sample of all frames of a certificate. */
@Tag("unit")
class UniformSampleTest {
  private static final double THRESHOLD = 0.6;
  private static final int BINS = 10;
  private static final int FRAMES = 200_000;

  private final Hands hands = new Hands();
  private final long[] served = new long[BINS];
  private final long[] sampled = new long[BINS];
  private final long[] labelable = new long[BINS];

  private Watch watch(WatchSettings.Sampling sampling) {
    Watch watch = Watch.inMemory(settings(sampling), hands.clocks());
    watch.register(FAMILY);
    return watch;
  }

  /** Frames of any score: below the threshold they are escalated, above it answered here. */
  private void serve(Watch watch, Duration pace) {
    SplittableRandom random = new SplittableRandom(5);
    frameIds(41)
        .limit(FRAMES)
        .forEach(
            id -> {
              hands.move(pace);
              double score = random.nextDouble();
              int bin = (int) (score * BINS);
              served[bin]++;
              Draw draw = draw(watch, id, "c" + random.nextInt(20), score);
              sampled[bin] += draw.uniform() ? 1 : 0;
              labelable[bin] += draw == Draw.NONE ? 0 : 1;
            });
  }

  private static Draw draw(Watch watch, String id, String camera, double score) {
    if (score >= THRESHOLD) {
      return watch.draw(KEY, new AuditCandidate(id, camera, score, THRESHOLD));
    }
    return watch.sample(id) ? Draw.SAMPLE : Draw.NONE;
  }

  private double chiSquare(long[] drawn) {
    double rate = (double) sum(drawn) / FRAMES;
    double square = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double expected = served[bin] * rate;
      square += (drawn[bin] - expected) * (drawn[bin] - expected) / (expected * (1 - rate));
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

  /**
   * Chi-square over ten score bins, six of escalated and four of local answers: 27.9 is its 0.1 %
   * point at nine. The second line's budget skips most of what is drawn.
   */
  @ParameterizedTest
  @CsvSource({"20, 100", "0.5, 100"})
  void sample_isUniformOverTheScoreAndOverWhoAnswered(double perSecond, long paceMillis) {
    Watch watch = watch(new WatchSettings.Sampling(0.1, 3, 0.1, 30, perSecond));
    serve(watch, Duration.ofMillis(paceMillis));
    assertThat(chiSquare(sampled)).isLessThan(27.9);
    assertThat(chiSquare(labelable)).isGreaterThan(100);
    double share = (double) sum(sampled) / FRAMES;
    if (perSecond == 20) {
      assertThat(share).isCloseTo(0.1, within(0.003));
    } else {
      assertThat(share).isLessThan(0.06);
      assertThat(watch.page("roadside").labels().lost()).isGreaterThan(1_000);
    }
  }

  @Test
  void sampledFrame_mayBeLabelled_andIsNoEvidenceForAnyTest() {
    Watch watch = watch(WatchSettings.Sampling.DEFAULT);
    watch.frame(KEY);
    EdgeScores scores = new EdgeScores(0.1, 0.5, 0.9);
    frameIds(1)
        .limit(500)
        .forEach(
            id -> watch.sampled(KEY, new Audit(id, "c", scores, "stop", "yield", Draw.SAMPLE)));
    WatchPage page = watch.page("roadside");
    assertThat(page.labels().audited()).isEqualTo(500);
    WatchPage.TargetRow row = page.targets().get(0);
    assertThat(row.audits()).isZero();
    assertThat(row.detectorAudits()).isZero();
    assertThat(row.detector()).isZero();
    assertThat(row.wealth()).isEqualTo(1);
    String id = frameIds(1).findFirst().orElseThrow();
    assertThat(watch.label(id, "yield")).isEqualTo(LabelOutcome.ACCEPTED);
    AuditedFrame labelled = watch.labels("roadside").get(0).frame();
    assertThat(labelled.uniform()).isTrue();
    assertThat(labelled.scores()).isEqualTo(scores);
  }
}
