package io.hawkvision.zoo.certify;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.zoo.certify.BootstrapWorld.Verdict;
import io.hawkvision.zoo.certify.Certification.Certified;
import io.hawkvision.zoo.certify.Worlds.Law;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.OutcomeTable.Place;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.Target;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often certificates are wrong where the truth is known. */
@Tag("unit")
class PromiseTest {
  /** delta + 3 standard errors at 300 resamples. */
  private static final double MOST = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / 300);

  @ParameterizedTest
  @ValueSource(strings = {"imagenette", "roadside", "cifar10"})
  void bootstrap_shippedFamily_keepsThePromiseThatThePointEstimateBreaks(String name)
      throws Exception {
    Certifier certifier = new Certifier(Worlds.shipped(name));
    BootstrapWorld world = new BootstrapWorld(certifier, 300);
    for (Target target : world.targets()) {
      Verdict verdict = world.run(target, certifier.menus().get(0), 2);
      assertThat(verdict.violations()).as("%s", target).isLessThanOrEqualTo(MOST);
      assertThat(verdict.singleViolations()).as("%s", target).isLessThanOrEqualTo(MOST);
      if (target instanceof Target.Absolute) {
        assertThat(verdict.naiveViolations()).as("naive %s", target).isGreaterThan(0.2);
      }
      if (verdict.independentFrames() >= 5000) {
        assertThat(verdict.certifiedShare()).as("%s", target).isGreaterThan(0.8);
      }
      if (verdict.independentFrames() >= 15_000) {
        assertThat(verdict.escalationOverOracle()).as("%s", target).isBetween(1.0, 1.15);
      }
    }
  }

  /**
   * 200 scenes of 30 frames, of which 70 % repeat the scene's first one: taken for 6,000
   * independent frames they break the promise; one frame of each scene keeps it.
   */
  @Test
  void correlatedVideo_framesTakenForIndependent_breakThePromise() throws Exception {
    Family family = Worlds.shipped("imagenette");
    SplittableRandom random = new SplittableRandom(11);
    Target target = Target.absolute(0.9);
    int worlds = 200;
    int broken = 0;
    int brokenAsIf = 0;
    int provenAsIf = 0;
    for (int w = 0; w < worlds; w++) {
      OutcomeTable video = Worlds.drawn(new Law(200, 30, 0.7), 1000, random);
      broken += breaks(Worlds.with(family, video), target) ? 1 : 0;
      Certifier asIf = new Certifier(Worlds.with(family, asIfIndependent(video)));
      provenAsIf += asIf.certify(target, InstantSource.system()) instanceof Certified ? 1 : 0;
      brokenAsIf += breaks(Worlds.with(family, asIfIndependent(video)), target) ? 1 : 0;
    }
    double most = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / worlds);
    assertThat(broken / (double) worlds).isLessThanOrEqualTo(most);
    assertThat(brokenAsIf / (double) worlds).isGreaterThan(2 * most);
    assertThat(provenAsIf).isGreaterThan(worlds / 2);
  }

  private static boolean breaks(Family family, Target target) {
    Certification result = new Certifier(family).certify(target, InstantSource.system());
    return result instanceof Certified certified
        && Worlds.accuracy(Math.min(1, certified.certificate().policy().upper())) < target.value();
  }

  /** The same frames, each called a segment of its own. */
  private static OutcomeTable asIfIndependent(OutcomeTable video) {
    OutcomeTable.Builder table = OutcomeTable.of(video.routes());
    for (int i = 0; i < video.frames(); i++) {
      Part part = video.part(i);
      table.add(
          io.hawkvision.zoo.ColourFamily.outcome(
              new Place(part, i, 0),
              video.label(i),
              video.margin(i),
              video.predicted(0, i),
              video.predicted(1, i),
              video.predicted(2, i)));
    }
    return table.build();
  }

  @Test
  void segmentsOfUnequalLength_everyFrameIsAsLikely() {
    int[][] segments = {{0}, {1, 2}, {3, 4, 5, 6}};
    int[] drawn = new int[7];
    SplittableRandom random = new SplittableRandom(4);
    for (int trial = 0; trial < 40_000; trial++) {
      SegmentSample sample = SegmentSample.of(segments, random);
      for (int k = 0; k < sample.size(); k++) {
        drawn[sample.frame(k)]++;
      }
    }
    for (int count : drawn) {
      assertThat(count / 40_000.0).isBetween(0.235, 0.265);
    }
  }
}
