package io.hawkvision.edge.watch;

import io.hawkvision.edge.frame.FrameId;
import io.hawkvision.zoo.policy.EdgeScores;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What the tests of the watch start from. */
final class WatchFixtures {
  static final WatchKey KEY = new WatchKey("roadside", 3, "aa11", "relative", 0.01);
  static final NullRate RATE = new NullRate(0.05, 0.6);
  static final WatchedFamily FAMILY =
      new WatchedFamily("roadside", "aa11", Set.of("stop", "yield", "none"));
  static final EdgeScores SCORES = new EdgeScores(0.9, 0.94, 0.27);
  static final WatchSettings.Tests TESTS = WatchSettings.Tests.DEFAULT;

  private WatchFixtures() {}

  static WatchKey target(double value) {
    return new WatchKey("roadside", 3, "aa11", "relative", value);
  }

  /** Ids as the edge gives them, the same ones for the same seed. */
  static Stream<String> frameIds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.generate(() -> new FrameId(random.nextLong(), random.nextLong()).toString());
  }

  static Audit audit(String frameId, boolean disagrees) {
    String best = disagrees ? "yield" : "stop";
    return new Audit(frameId, "cam-1", SCORES, "stop", best, Draw.AUDIT_AND_DETECT);
  }

  static void audits(Watch watch, WatchKey key, long seed, int count, boolean disagree) {
    frameIds(seed).limit(count).forEach(id -> watch.audited(key, audit(id, disagree)));
  }

  static WatchSettings settings(WatchSettings.Sampling sampling) {
    WatchSettings usual = WatchSettings.DEFAULT;
    return new WatchSettings(
        sampling, usual.tests(), usual.memory(), usual.retention(), usual.pageTargets());
  }

  static WatchSettings settings(WatchSettings.Memory memory) {
    WatchSettings usual = WatchSettings.DEFAULT;
    return new WatchSettings(
        usual.sampling(), usual.tests(), memory, usual.retention(), usual.pageTargets());
  }
}
