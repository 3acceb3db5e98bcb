package io.hawkvision.zoo.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.zoo.certify.PairedTest.Discordance;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ExactTestsTest {
  /** P(N10 - N01 <= d) by adding up every outcome, step after step. */
  private static double slowly(int d, int n, double up, double down) {
    double[] mass = {1};
    for (int step = 0; step < n; step++) {
      double[] next = new double[mass.length + 2];
      for (int i = 0; i < mass.length; i++) {
        next[i] += down * mass[i];
        next[i + 1] += (1 - up - down) * mass[i];
        next[i + 2] += up * mass[i];
      }
      mass = next;
    }
    double sum = 0;
    for (int i = 0; i < mass.length && i - n <= d; i++) {
      sum += mass[i];
    }
    return sum;
  }

  @Test
  void clopperPearson_knownIntervals_areMet() {
    assertThat(ClopperPearson.upper(0, 10, 0.025)).isCloseTo(0.30849711, within(1e-8));
    assertThat(ClopperPearson.lower(8, 10, 0.025)).isCloseTo(0.44390454, within(1e-8));
    assertThat(ClopperPearson.upper(10, 10, 0.05)).isEqualTo(1);
    assertThat(ClopperPearson.lower(0, 10, 0.05)).isZero();
    assertThat(ClopperPearson.pValue(0, 299, 0.01)).isLessThan(0.05);
    assertThat(ClopperPearson.pValue(0, 298, 0.01)).isGreaterThan(0.05);
  }

  @Test
  void clopperPearson_testAndBound_agree() {
    for (int errors = 0; errors < 60; errors += 7) {
      double upper = ClopperPearson.upper(errors, 500, 0.05);
      assertThat(ClopperPearson.pValue(errors, 500, upper)).isCloseTo(0.05, within(1e-9));
    }
  }

  @Test
  void clopperPearson_impossibleCounts_areRefused() {
    assertThatThrownBy(() -> ClopperPearson.upper(11, 10, 0.05)).hasMessageContaining("11 of 10");
    assertThatThrownBy(() -> ClopperPearson.upper(1, 10, 0)).hasMessageContaining("delta");
    assertThat(ClopperPearson.pValue(0, 0, 0.5)).isEqualTo(1);
  }

  @Test
  void atMost_manyDifferences_equalTheSumOfAllOutcomes() {
    SplittableRandom random = new SplittableRandom(5);
    for (int trial = 0; trial < 60; trial++) {
      int n = 1 + random.nextInt(120);
      double up = random.nextDouble() * 0.5;
      double down = random.nextDouble() * Math.min(0.4, 1 - up);
      int d = random.nextInt(-n, n + 1);
      assertThat(PairedTest.atMost(d, n, up, down))
          .as("n=%d up=%f down=%f d=%d", n, up, down, d)
          .isCloseTo(slowly(d, n, up, down), within(1e-11));
    }
  }

  @Test
  void atMost_thousandsOfFrames_staysADistribution() {
    double before = 0;
    for (int d = -50; d < 600; d += 10) {
      double now = PairedTest.atMost(d, 20_000, 0.02, 0.01);
      assertThat(now).isGreaterThanOrEqualTo(before - 1e-12).isBetween(0.0, 1.0);
      before = now;
    }
    assertThat(PairedTest.atMost(200, 20_000, 0.02, 0.01)).isCloseTo(0.5, within(0.02));
    assertThat(PairedTest.atMost(0, 20_000, 0, 0)).isCloseTo(1, within(1e-12));
  }

  @Test
  void pairedTest_supremum_standsAtTheUpperEnd() {
    SplittableRandom random = new SplittableRandom(9);
    double delta = 0.05;
    int rejected = 0;
    for (int trial = 0; trial < 150; trial++) {
      int n = 100 + random.nextInt(2000);
      double loss = 0.005 + 0.05 * random.nextDouble();
      int policyOnly = random.nextInt(1 + n / 50);
      int bestOnly = random.nextInt(1 + (int) (n * loss));
      Discordance seen = new Discordance(bestOnly, policyOnly, n);
      double p = PairedTest.pValue(seen, loss, delta);
      if (p > delta) {
        continue;
      }
      rejected++;
      double upper = ClopperPearson.upper(policyOnly, n, delta / 4);
      for (int k = 0; k <= 40; k++) {
        double q = upper * k / 40;
        double inside = delta / 4 + PairedTest.atMost(bestOnly - policyOnly, n, q + loss, q);
        assertThat(inside).as("%s loss %f q %f", seen, loss, q).isLessThanOrEqualTo(p + 1e-12);
      }
    }
    assertThat(rejected).isGreaterThan(20);
  }

  @Test
  void pairedTest_policyThatNeverLoses_isCertifiedOnceThereAreEnoughFrames() {
    assertThat(PairedTest.pValue(new Discordance(0, 0, 200), 0.01, 0.05)).isGreaterThan(0.05);
    assertThat(PairedTest.pValue(new Discordance(0, 0, 2000), 0.01, 0.05)).isLessThan(0.05);
    assertThat(PairedTest.pValue(new Discordance(30, 2, 2000), 0.01, 0.05)).isEqualTo(1);
    assertThat(PairedTest.pValue(new Discordance(0, 0, 2000), 0, 0.05)).isEqualTo(1);
  }

  @Test
  void pairedTest_onTheBorder_rejectsAtMostDelta() {
    SplittableRandom random = new SplittableRandom(3);
    int n = 3000;
    int rejected = 0;
    int trials = 2000;
    for (int trial = 0; trial < trials; trial++) {
      int bestOnly = 0;
      int policyOnly = 0;
      for (int i = 0; i < n; i++) {
        double u = random.nextDouble();
        bestOnly += u < 0.03 ? 1 : 0;
        policyOnly += u >= 0.03 && u < 0.05 ? 1 : 0;
      }
      Discordance seen = new Discordance(bestOnly, policyOnly, n);
      rejected += PairedTest.pValue(seen, 0.01, 0.05) <= 0.05 ? 1 : 0;
    }
    assertThat(rejected / (double) trials).isLessThanOrEqualTo(0.05).isGreaterThan(0.002);
  }
}
