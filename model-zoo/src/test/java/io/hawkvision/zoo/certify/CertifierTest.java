package io.hawkvision.zoo.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.zoo.certify.Certification.Certified;
import io.hawkvision.zoo.certify.Certification.NotYet;
import io.hawkvision.zoo.certify.Certification.Unattainable;
import io.hawkvision.zoo.certify.Worlds.Law;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class CertifierTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  private static Certifier of(Law law, int designFrames) throws Exception {
    OutcomeTable table = Worlds.drawn(law, designFrames, new SplittableRandom(1));
    return new Certifier(Worlds.with(Worlds.shipped("imagenette"), table));
  }

  private static Certificate certified(Certifier certifier, Target target) {
    Certification result = certifier.certify(target, CLOCK);
    assertThat(result).isInstanceOf(Certified.class);
    return ((Certified) result).certificate();
  }

  @Test
  void certify_enoughFrames_certifiesAPolicyThatMeetsTheTarget() throws Exception {
    Certifier certifier = of(new Law(5000, 1, 0), 4000);
    Certificate certificate = certified(certifier, Target.relative(0.02));
    assertThat(certificate.basis().escalatedShare()).isBetween(0.5, 0.99);
    assertThat(certificate.prefix().get(0).answersLocally(1)).isFalse();
    assertThat(certificate.basis().segments()).isEqualTo(5000);
    assertThat(certificate.isCurrent(Instant.EPOCH)).isTrue();
    assertThat(certificate.isCurrent(certificate.validUntil())).isFalse();
  }

  @Test
  void certify_easierTarget_certifiesAtLeastAsLongAPrefix() throws Exception {
    Certifier certifier = of(new Law(4000, 1, 0), 3000);
    int last = 1;
    for (double loss = 0; loss < 0.25; loss += 0.01) {
      int steps = certified(certifier, Target.relative(loss)).prefix().size();
      assertThat(steps).as("loss %f", loss).isGreaterThanOrEqualTo(last);
      last = steps;
    }
    Certificate easiest = certified(certifier, Target.relative(0.25));
    assertThat(easiest.basis().escalatedShare()).isZero();
  }

  @Test
  void certify_sameTable_givesTheSameId() throws Exception {
    Certifier one = of(new Law(2000, 1, 0), 2000);
    Certifier other = of(new Law(2000, 1, 0), 2000);
    Target target = Target.agreement(0.95);
    assertThat(certified(one, target).id()).isEqualTo(certified(other, target).id());
    assertThat(certified(one, target).id())
        .isNotEqualTo(certified(one, Target.agreement(0.96)).id());
  }

  @Test
  void certify_targetBetweenGridPoints_isTakenToTheSafeSide() throws Exception {
    Certifier certifier = of(new Law(2000, 1, 0), 2000);
    assertThat(certified(certifier, Target.absolute(0.9001)).target().value()).isEqualTo(0.901);
    assertThat(certified(certifier, Target.relative(0.0199)).target().value()).isEqualTo(0.019);
  }

  @Test
  void certify_targetJustBelowTheBest_isNotYetAndSaysWhatIsMissing() throws Exception {
    Certifier certifier = of(new Law(1000, 1, 0), 2000);
    NotYet notYet = (NotYet) certifier.certify(Target.absolute(0.972), CLOCK);
    assertThat(notYet.served().answersLocally(1)).isFalse();
    assertThat(notYet.lowerBound()).isLessThan(0.972);
    assertThat(notYet.missingFrames()).isPresent();
    assertThat(notYet.maxCertified()).isBetween(0.9, 0.972);
    Certification highest = certifier.certify(Target.absolute(notYet.maxCertified()), CLOCK);
    assertThat(highest).isInstanceOf(Certified.class);
    double next = notYet.maxCertified() + 0.001;
    assertThat(certifier.certify(Target.absolute(next), CLOCK)).isInstanceOf(NotYet.class);
  }

  @Test
  void certify_targetAboveEverything_isUnattainable() throws Exception {
    Certifier certifier = of(new Law(2000, 1, 0), 2000);
    Unattainable result = (Unattainable) certifier.certify(Target.absolute(0.995), CLOCK);
    assertThat(result.upperBound()).isBetween(0.96, 0.995);
    assertThat(result.maxCertified()).isEqualTo(certifier.maxCertified());
  }

  @Test
  void certify_tooFewSegments_certifiesOnlyAskingAlways() throws Exception {
    Certifier certifier = of(new Law(99, 30, 0.5), 2000);
    assertThat(certifier.independentFrames()).isEqualTo(99);
    Certificate relative = certified(certifier, Target.relative(0.5));
    assertThat(relative.policy().upper()).isEqualTo(Double.POSITIVE_INFINITY);
    NotYet absolute = (NotYet) certifier.certify(Target.absolute(0.5), CLOCK);
    assertThat(absolute.missingFrames().orElse(0)).isPositive();
    assertThat(certifier.maxCertified()).isZero();
  }

  @Test
  void certify_noDesignFrames_ordersByThresholdsThatNoFrameChose() throws Exception {
    Certifier certifier = of(new Law(5000, 1, 0), 0);
    Certificate certificate = certified(certifier, Target.relative(0.05));
    assertThat(certificate.basis().escalatedShare()).isBetween(0.4, 0.99);
    assertThat(certificate.prefix())
        .allSatisfy(policy -> assertThat(policy.hard()).isEqualTo(policy.middle()));
    assertThat(certificate.policy().upper() * 200)
        .isEqualTo(Math.rint(200 * certificate.policy().upper()));
  }

  @Test
  void policy_towardsTheSafeSide_escalatesMore() throws Exception {
    Certificate certificate = certified(of(new Law(5000, 1, 0), 3000), Target.relative(0.03));
    double last = 0;
    for (double share = 1; share >= 0; share -= 0.125) {
      double upper = certificate.policy(share).upper();
      assertThat(upper).isGreaterThanOrEqualTo(last);
      last = upper;
    }
    assertThat(certificate.policy(0)).isEqualTo(certificate.prefix().get(0));
    assertThat(certificate.policy(Double.NaN)).isEqualTo(certificate.prefix().get(0));
    assertThat(certificate.policy(1)).isEqualTo(certificate.policy());
  }

  @Test
  void bands_worseScores_haveLowerBoundsThatHold() throws Exception {
    BandBounds bands = of(new Law(20_000, 1, 0), 4000).bands(Target.absolute(0.9));
    for (double score = 0.05; score < 1; score += 0.1) {
      assertThat(bands.lowerBound(score)).isBetween((1 + score) / 2 - 0.12, (1 + score) / 2 + 0.05);
    }
    assertThat(bands.lowerBound(Double.NaN)).isEqualTo(bands.lowerBound(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"imagenette", "roadside", "cifar10"})
  void changes_ofEachDependency_voidTheCertificate(String name) throws Exception {
    Family family = Worlds.shipped(name);
    Certificate certificate = certified(new Certifier(family), Target.relative(0.02));
    assertThat(certificate.changesTo(Dependencies.of(family))).isEmpty();
    Dependencies now = Dependencies.of(family);
    assertThat(now.hashes()).hasSizeGreaterThanOrEqualTo(2 + 2 * family.variants().size());
    for (String dependency : now.hashes().keySet()) {
      java.util.Map<String, String> changed = new java.util.TreeMap<>(now.hashes());
      changed.put(dependency, "0");
      assertThat(certificate.changesTo(new Dependencies(changed))).containsExactly(dependency);
      changed.remove(dependency);
      assertThat(certificate.changesTo(new Dependencies(changed))).containsExactly(dependency);
    }
  }

  @Test
  void changes_ofNetworksPreprocessingAndTable_areSeenInTheFamily() throws Exception {
    Family family = Worlds.shipped("imagenette");
    Certificate certificate = certified(new Certifier(family), Target.relative(0.02));
    for (int i = 0; i < family.variants().size(); i++) {
      var variants = new ArrayList<>(family.variants());
      var variant = variants.get(i);
      variants.set(i, variant.withFile(variant.file(), "f".repeat(64)));
      assertThat(certificate.changesTo(Dependencies.of(Worlds.with(family, List.copyOf(variants)))))
          .containsExactly("network " + variant.name());
    }
    OutcomeTable other = Worlds.drawn(new Law(500, 1, 0), 100, new SplittableRandom(2));
    assertThat(certificate.changesTo(Dependencies.of(Worlds.with(family, other))))
        .containsExactly("outcomes");
  }

  @Test
  void menus_familyWithSplitModel_shareDelta() throws Exception {
    Certifier certifier = new Certifier(Worlds.shipped("roadside"));
    assertThat(certifier.menus())
        .extracting(Menu::name)
        .containsExactly("original", "features", "features@75", "features@50", "features@25");
    assertThat(certifier.menuDelta()).isEqualTo(Certifier.DELTA / 5);
    for (Menu menu : certifier.menus()) {
      Certified result = (Certified) certifier.certify(Target.relative(0.01), menu, CLOCK);
      for (Policy policy : result.certificate().prefix()) {
        assertThat(menu.routes()).contains(policy.middle(), policy.hard());
      }
    }
    Menu strange = new Menu("strange", certifier.menus().get(0).routes());
    assertThatThrownBy(() -> certifier.certify(Target.DEFAULT, strange, CLOCK))
        .hasMessageContaining("strange");
  }
}
