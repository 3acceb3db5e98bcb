package io.hawkvision.edge.watch;

import static io.hawkvision.edge.watch.WatchFixtures.FAMILY;
import static io.hawkvision.edge.watch.WatchFixtures.KEY;
import static io.hawkvision.edge.watch.WatchFixtures.RATE;
import static io.hawkvision.edge.watch.WatchFixtures.SCORES;
import static io.hawkvision.edge.watch.WatchFixtures.audit;
import static io.hawkvision.edge.watch.WatchFixtures.audits;
import static io.hawkvision.edge.watch.WatchFixtures.frameIds;
import static io.hawkvision.edge.watch.WatchFixtures.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WatchTest {
  private final Hands hands = new Hands();
  private final Watch watch = watch(WatchSettings.DEFAULT);

  private Watch watch(WatchSettings settings) {
    Watch made = Watch.inMemory(settings, hands.clocks());
    made.register(FAMILY);
    return made;
  }

  private static WatchPage.TargetRow row(Watch watch) {
    return watch.page("roadside").targets().get(0);
  }

  private Map<Draw, Integer> draws(Watch watch, String camera, int frames) {
    Map<Draw, Integer> draws = new EnumMap<>(Draw.class);
    frameIds(7)
        .limit(frames)
        .forEach(
            id -> {
              hands.move(Duration.ofMillis(100));
              draws.merge(
                  watch.draw(KEY, new AuditCandidate(id, camera, 0.9, 0.5)), 1, Integer::sum);
            });
    return draws;
  }

  @Test
  void stance_ofANewTarget_isTheCertifiedPolicy() {
    assertThat(watch.stance(KEY, RATE)).isEqualTo(new Stance(1, false, false));
  }

  @Test
  void drift_movesToTheSafeSideStepByStep_thenEscalatesEverythingForGood() {
    watch.stance(KEY, RATE);
    double before = 1;
    boolean between = false;
    for (String id : frameIds(1).limit(60).toList()) {
      watch.frame(KEY);
      watch.audited(KEY, audit(id, true));
      double share = watch.stance(KEY, RATE).safeShare();
      assertThat(share).isLessThanOrEqualTo(before);
      between |= share > 0 && share < 1;
      before = share;
    }
    assertThat(between).isTrue();
    assertThat(watch.stance(KEY, RATE)).isEqualTo(new Stance(0, true, true));
    long alarmedAt = row(watch).alarmedAtFrame().orElseThrow();
    assertThat(alarmedAt).isBetween(1L, 10L);
    assertThat(row(watch).safeAtFrame()).hasValue(alarmedAt);

    audits(watch, KEY, 2, 3_000, false);
    assertThat(watch.stance(KEY, RATE).safeShare()).isZero();
    assertThat(row(watch).alarmedAtFrame()).hasValue(alarmedAt);
    assertThat(row(watch).state()).isEqualTo(WatchPage.State.BROKEN);
  }

  @Test
  void alarm_ofOneTarget_leavesOthersAndNewManifestsAlone() {
    watch.stance(KEY, RATE);
    audits(watch, KEY, 1, 60, true);
    WatchKey renewed = new WatchKey("roadside", 3, "bb22", "relative", 0.01);
    assertThat(watch.stance(renewed, RATE).safeShare()).isEqualTo(1);
    assertThat(watch.stance(WatchFixtures.target(0.02), RATE).safeShare()).isEqualTo(1);
  }

  @Test
  void auditsNotDrawnForTheTests_areCountedAndNoEvidence() {
    watch.stance(KEY, RATE);
    frameIds(1)
        .limit(200)
        .forEach(id -> watch.audited(KEY, new Audit(id, "c", SCORES, "stop", "none", Draw.AUDIT)));
    watch.auditLost(KEY);
    WatchPage.TargetRow row = row(watch);
    assertThat(row.audits()).isEqualTo(200);
    assertThat(row.lostAudits()).isEqualTo(1);
    assertThat(row.detectorAudits()).isZero();
    assertThat(row.rate()).isEmpty();
    assertThat(row.detector()).isZero();
    assertThat(row.wealth()).isEqualTo(1);
  }

  @Test
  void auditOfTheSameFrame_countsOnce() {
    watch.stance(KEY, RATE);
    watch.audited(KEY, audit("once", true));
    watch.audited(KEY, audit("once", true));
    assertThat(row(watch).audits()).isEqualTo(1);
    assertThat(row(watch).disagreements()).isEqualTo(1);
  }

  @Test
  void targetWithoutACertificate_isCountedAndNeverAlarms() {
    watch.frame(KEY);
    audits(watch, KEY, 1, 2_000, true);
    assertThat(row(watch).frames()).isEqualTo(1);
    assertThat(row(watch).state()).isEqualTo(WatchPage.State.WATCHING);
  }

  @Test
  void draws_ofOneCamera_areOnePerSceneForTheTests() {
    Map<Draw, Integer> draws = draws(watch, "cam-1", 20_000);
    int drawn = draws.getOrDefault(Draw.SAMPLE, 0) + draws.getOrDefault(Draw.AUDIT_AND_DETECT, 0);
    assertThat(draws).doesNotContainKey(Draw.AUDIT);
    assertThat(drawn / 20_000.0).isCloseTo(0.05, within(0.006));
    assertThat(draws.getOrDefault(Draw.AUDIT_AND_DETECT, 0)).isBetween(20_000 / 40, 20_000 / 30);
  }

  @Test
  void draws_aboveTheBudget_areSkippedAndCounted() {
    Watch poor = watch(settings(new WatchSettings.Sampling(1, 1, 0.1, 1, 0.5)));
    Map<Draw, Integer> draws = draws(poor, "cam-1", 1_000);
    assertThat(draws.getOrDefault(Draw.AUDIT_AND_DETECT, 0)).isBetween(50, 51);
    assertThat(row(poor).skippedAudits())
        .isEqualTo(1_000 - draws.getOrDefault(Draw.AUDIT_AND_DETECT, 0));
  }

  /** The uniform sample must survive budget and scene gaps, too. */
  @Test
  void sampleOfTheTests_underATightBudget_doesNotDependOnTheScore() {
    Watch tight = watch(settings(new WatchSettings.Sampling(0.2, 3, 0.1, 5, 1)));
    int[] near = new int[2];
    int[] far = new int[2];
    List<String> ids = frameIds(31).limit(60_000).toList();
    for (int i = 0; i < ids.size(); i++) {
      hands.move(Duration.ofMillis(100));
      boolean isNear = (Mixing.hash("s" + i) & 1) == 0;
      double score = isNear ? 0.5 : 0.9;
      Draw draw = tight.draw(KEY, new AuditCandidate(ids.get(i), "c" + i % 7, score, 0.5));
      int[] counts = isNear ? near : far;
      counts[0]++;
      counts[1] += draw == Draw.AUDIT_AND_DETECT ? 1 : 0;
    }
    double nearRate = (double) near[1] / near[0];
    double farRate = (double) far[1] / far[0];
    double standardError = Math.sqrt(2 * farRate / far[0]);
    assertThat(row(tight).skippedAudits()).isGreaterThan(1_000);
    assertThat(nearRate).isCloseTo(farRate, within(4 * standardError));
  }

  @Test
  void ledger_weighsTheOutagesBound() {
    for (int i = 0; i < 8; i++) {
      watch.answered(KEY, false, 0.9);
    }
    watch.answered(KEY, true, 0.4);
    watch.answered(KEY, true, Double.NaN);
    WatchPage.Exposure exposure = row(watch).exposure();
    assertThat(exposure.answered()).isEqualTo(10);
    assertThat(exposure.degraded()).isEqualTo(2);
    assertThat(exposure.lowerBound().orElseThrow()).isCloseTo(0.76, within(1e-12));
  }

  @Test
  void label_isTakenOnce() {
    watch.audited(KEY, audit("a", true));
    assertThat(watch.label("a", "none")).isEqualTo(LabelOutcome.ACCEPTED);
    assertThat(watch.label("a", "stop")).isEqualTo(LabelOutcome.ALREADY_LABELLED);
    assertThat(watch.labels("roadside"))
        .singleElement()
        .satisfies(
            label -> {
              assertThat(label.frame().edgeLabel()).isEqualTo("stop");
              assertThat(label.frame().bestLabel()).isEqualTo("yield");
              assertThat(label.frame().scores()).isEqualTo(SCORES);
              assertThat(label.frame().uniform()).isTrue();
              assertThat(label.frame().manifestHash()).isEqualTo("aa11");
              assertThat(label.humanLabel()).isEqualTo("none");
            });
    assertThat(watch.labels("imagenette")).isEmpty();
  }

  @Test
  void label_ofAnUnknownKind_orFrame_isRefused() {
    watch.audited(KEY, audit("a", true));
    assertThat(watch.label("a", "giraffe")).isEqualTo(LabelOutcome.UNKNOWN_LABEL);
    assertThat(watch.label("b", "stop")).isEqualTo(LabelOutcome.UNKNOWN_ID);
    assertThat(watch.labels("roadside")).isEmpty();
  }

  @Test
  void label_afterTheRetention_isForAnUnknownFrame_andEarlierOnesStay() {
    watch.audited(KEY, audit("a", true));
    watch.audited(KEY, audit("b", true));
    hands.move(Duration.ofHours(6).minusMillis(1));
    assertThat(watch.label("a", "stop")).isEqualTo(LabelOutcome.ACCEPTED);
    hands.move(Duration.ofMillis(1));
    assertThat(watch.label("b", "stop")).isEqualTo(LabelOutcome.UNKNOWN_ID);
    assertThat(watch.label("a", "stop")).isEqualTo(LabelOutcome.ALREADY_LABELLED);
    assertThat(watch.page("roadside").labels()).isEqualTo(new WatchPage.Labels(0, 1, 0, 0));
  }

  @Test
  void auditedFrames_andLabels_aboveTheBound_pushOutTheEldest_counted() {
    Watch small = watch(settings(new WatchSettings.Memory(10, 10, 3, 1)));
    for (String id : List.of("a", "b", "c", "d")) {
      small.audited(KEY, audit(id, false));
    }
    assertThat(small.label("a", "stop")).isEqualTo(LabelOutcome.UNKNOWN_ID);
    assertThat(small.label("b", "stop")).isEqualTo(LabelOutcome.ACCEPTED);
    assertThat(small.label("c", "stop")).isEqualTo(LabelOutcome.ACCEPTED);
    assertThat(small.labels("roadside")).extracting(LabelledAudit::frameId).containsExactly("c");
    assertThat(small.page("roadside").labels()).isEqualTo(new WatchPage.Labels(3, 1, 2, 0));
  }

  @Test
  void targets_aboveTheBound_pushOutOnesWithoutAnAlarm() {
    Watch small = watch(settings(new WatchSettings.Memory(3, 10, 1_000, 1)));
    small.stance(KEY, RATE);
    audits(small, KEY, 1, 60, true);
    for (int i = 0; i < 50; i++) {
      small.stance(WatchFixtures.target(0.1 + i / 1000.0), RATE);
    }
    WatchPage page = small.page("roadside");
    assertThat(page.targets()).hasSize(3);
    assertThat(page.store().forgottenTargets()).isEqualTo(48);
    assertThat(small.stance(KEY, RATE).safeShare()).isZero();
  }

  @Test
  void page_showsTheBusiestTargets_andHowManyMoreThereAre() {
    WatchSettings usual = WatchSettings.DEFAULT;
    Watch brief =
        watch(
            new WatchSettings(
                usual.sampling(), usual.tests(), usual.memory(), usual.retention(), 2));
    for (int i = 1; i <= 5; i++) {
      for (int frame = 0; frame < i; frame++) {
        brief.frame(WatchFixtures.target(i / 100.0));
      }
    }
    WatchPage page = brief.page("roadside");
    assertThat(page.targets()).extracting(WatchPage.TargetRow::frames).containsExactly(5L, 4L);
    assertThat(page.furtherTargets()).isEqualTo(3);
    assertThat(brief.page("unknown").targets()).isEmpty();
  }
}
