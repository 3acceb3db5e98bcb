package io.hawkvision.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.edge.watch.Audit;
import io.hawkvision.edge.watch.AuditCandidate;
import io.hawkvision.edge.watch.Draw;
import io.hawkvision.edge.watch.NullRate;
import io.hawkvision.edge.watch.Stance;
import io.hawkvision.edge.watch.Watch;
import io.hawkvision.edge.watch.WatchClocks;
import io.hawkvision.edge.watch.WatchKey;
import io.hawkvision.edge.watch.WatchPage;
import io.hawkvision.edge.watch.WatchSettings;
import io.hawkvision.zoo.certify.Certificate;
import io.hawkvision.zoo.certify.Certification.Certified;
import io.hawkvision.zoo.certify.Certifier;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.Target;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Traffic without drift, drawn scene by scene from the roadside family's design frames, which no
 * certificate was tested on: twenty seeds of 50,000 frames.
 */
@Tag("property")
class NoDriftTest {
  private static final int SEEDS = 20;
  private static final int FRAMES = 50_000;
  private static final double TOLERANCE = 1.5;

  private final Family family = read();
  private final OutcomeTable traffic = family.outcomes().part(Part.DESIGN);
  private final List<List<Integer>> scenes = scenes();

  private static Family read() {
    try {
      return FamilyReader.read(Path.of("../model-zoo/families/roadside"));
    } catch (Exception unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private List<List<Integer>> scenes() {
    Map<Integer, List<Integer>> bySegment = new HashMap<>();
    for (int i = 0; i < traffic.frames(); i++) {
      bySegment.computeIfAbsent(traffic.segment(i), fresh -> new ArrayList<>()).add(i);
    }
    return List.copyOf(bySegment.values());
  }

  private Certificate certificate(Target target) {
    Certifier certifier = new Certifier(family);
    return ((Certified) certifier.certify(target, InstantSource.system())).certificate();
  }

  /** One target that escalates four frames in ten, one that escalates next to none. */
  static List<Target> targets() {
    return List.of(Target.DEFAULT, Target.absolute(0.9));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void twentySeedsWithoutDrift_promiseIsNeverBroken_andAlarmsAreRare(Target target) {
    Certificate certificate = certificate(target);
    List<OptionalLong> alarms = new ArrayList<>();
    int broken = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      WatchPage.TargetRow row = drive(certificate, seed);
      assertThat(row.detectorAudits()).isGreaterThan(300);
      broken += row.state() == WatchPage.State.BROKEN ? 1 : 0;
      if (row.alarmedAtFrame().isPresent()) {
        alarms.add(row.alarmedAtFrame());
      }
    }
    System.out.printf(
        "%s: %d seeds of %d frames without drift: promise-broken %d, recalibration alarms %d %s%n",
        target, SEEDS, FRAMES, broken, alarms.size(), alarms);
    assertThat(broken).isZero();
    assertThat(alarms.size()).isLessThanOrEqualTo(2);
  }

  private WatchPage.TargetRow drive(Certificate certificate, int seed) {
    AtomicLong nanos = new AtomicLong();
    WatchClocks clocks = new WatchClocks(nanos::get, InstantSource.system());
    Watch watch = Watch.inMemory(WatchSettings.DEFAULT, clocks);
    WatchKey key =
        new WatchKey(family.name(), family.version(), family.manifestHash(), "relative", 0.01);
    NullRate rate =
        new NullRate(
            Math.min(1, TOLERANCE * certificate.basis().localDisagreement()),
            1 - certificate.basis().escalatedShare(),
            Watching.unsureRate(certificate.basis().escalationBound()));
    SplittableRandom random = new SplittableRandom(seed);
    int frame = 0;
    while (frame < FRAMES) {
      for (int i : scenes.get(random.nextInt(scenes.size()))) {
        nanos.addAndGet(20_000_000);
        watch.frame(key);
        Stance stance = watch.stance(key, rate);
        double certified = certificate.policy().upper();
        watch.scored(key, "cam", traffic.margin(i) < certified);
        double upper = certificate.policy(stance.safeShare()).upper();
        if (traffic.margin(i) >= upper) {
          local(watch, key, new Local(seed + "-" + frame, i, upper));
        }
        frame++;
      }
    }
    WatchPage.TargetRow row = watch.page(family.name()).targets().get(0);
    watch.close();
    return row;
  }

  private record Local(String id, int frame, double upper) {}

  private void local(Watch watch, WatchKey key, Local local) {
    double score = traffic.margin(local.frame());
    Draw draw = watch.draw(key, new AuditCandidate(local.id(), "cam", score, local.upper()));
    if (draw != Draw.NONE) {
      int best = traffic.routes().size() - 1;
      watch.audited(
          key,
          new Audit(
              local.id(),
              "cam",
              traffic.outcome(local.frame()).scores(),
              family.labels().get(traffic.predicted(0, local.frame())),
              family.labels().get(traffic.predicted(best, local.frame())),
              draw));
    }
  }
}
