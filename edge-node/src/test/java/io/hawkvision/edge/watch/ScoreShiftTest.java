package io.hawkvision.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("property")
class ScoreShiftTest {
  private static final WatchKey KEY = new WatchKey("f", 1, "hash", "absolute", 0.96);
  private static final NullRate RATE = new NullRate(0.05, 0.8, 0.26);
  private static final int GAP = WatchSettings.DEFAULT.sampling().sceneFrames();

  private final Watch watch = Watch.inMemory(WatchSettings.DEFAULT, WatchClocks.SYSTEM);

  private WatchPage.TargetRow after(int heard, double unsureShare) {
    SplittableRandom random = new SplittableRandom(8);
    watch.stance(KEY, RATE);
    for (int i = 0; i < heard * (GAP + 1); i++) {
      watch.frame(KEY);
      watch.scored(KEY, "cam", random.nextDouble() < unsureShare);
    }
    return watch.page("f").targets().get(0);
  }

  @Test
  void shareOfUnsureFramesAsCertified_staysCalm() {
    WatchPage.TargetRow row = after(600, 0.2);
    assertThat(row.alarmedAtFrame()).isEmpty();
    assertThat(row.state()).isEqualTo(WatchPage.State.WATCHING);
    assertThat(row.scores().frames()).isBetween(500L, 700L);
  }

  @Test
  void manyMoreUnsureFrames_alarmAndEscalateEverything_withoutOneAudit() {
    WatchPage.TargetRow row = after(60, 0.75);
    assertThat(row.audits()).isZero();
    assertThat(row.alarmedAtFrame().orElse(0)).isBetween(1L, 40L * (GAP + 1));
    assertThat(watch.stance(KEY, RATE))
        .isEqualTo(new Stance(0, true, row.state() == WatchPage.State.BROKEN));
  }
}
