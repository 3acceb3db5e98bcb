package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How the watch draws, tests and remembers.
 *
 * @param retention how long after its audit a frame may be labelled
 * @param pageTargets rows on one page, at most
 */
public record WatchSettings(
    Sampling sampling, Tests tests, Memory memory, Duration retention, int pageTargets) {
  public static final WatchSettings DEFAULT =
      new WatchSettings(Sampling.DEFAULT, Tests.DEFAULT, Memory.DEFAULT, Duration.ofHours(6), 256);

  public WatchSettings {
    requireNonNull(sampling, "sampling");
    requireNonNull(tests, "tests");
    requireNonNull(memory, "memory");
    requireNonNull(retention, "retention");
    Range.check(!retention.isNegative() && !retention.isZero(), "retention must be positive");
    Range.check(pageTargets >= 1, "pageTargets must be at least 1");
  }

  /**
   * Which local answers are audited.
   *
   * @param rate share of the local answers that are drawn
   * @param nearFactor how many times that just above the threshold
   * @param nearBand how far above the threshold that falls back to 1
   * @param sceneFrames of one camera, one audit within so many of its frames is seen by the tests
   * @param auditsPerSecond budget; what is above it is skipped
   */
  public record Sampling(
      double rate, double nearFactor, double nearBand, int sceneFrames, double auditsPerSecond) {
    public static final Sampling DEFAULT = new Sampling(0.05, 3, 0.1, 15, 20);

    public Sampling {
      Range.check(rate >= 0 && rate <= 1, "rate must be in [0, 1]: " + rate);
      Range.check(
          nearFactor >= 1 && nearFactor <= 100, "nearFactor must be in [1, 100]: " + nearFactor);
      Range.check(nearBand > 0 && nearBand <= 1, "nearBand must be in (0, 1]: " + nearBand);
      Range.check(sceneFrames >= 1, "sceneFrames must be at least 1: " + sceneFrames);
      Range.check(
          auditsPerSecond > 0 && auditsPerSecond <= 1e6,
          "auditsPerSecond must be in (0, 1e6]: " + auditsPerSecond);
    }
  }

  /**
   * The sequential tests.
   *
   * @param alarmLevel value of the detector at which it asks for a recalibration
   * @param calmLevel value up to which the certified policy is served unchanged
   * @param delta chance, at most, that the promise is ever called broken while it holds
   */
  public record Tests(double alarmLevel, double calmLevel, double delta) {
    public static final Tests DEFAULT = new Tests(1000, 100, 0.001);

    public Tests {
      Range.check(
          alarmLevel > 1 && alarmLevel <= 1e12, "alarmLevel must be in (1, 1e12]: " + alarmLevel);
      Range.check(
          calmLevel >= 1 && calmLevel < alarmLevel,
          "calmLevel must be in [1, alarmLevel): " + calmLevel);
      Range.check(delta > 0 && delta < 1, "delta must be in (0, 1): " + delta);
    }

    double wealthLimit() {
      return 1 / delta;
    }
  }

  /** Bounds of what is remembered. */
  public record Memory(int targets, int cameras, int auditedFrames, int labels) {
    public static final Memory DEFAULT = new Memory(16_384, 65_536, 100_000, 20_000);

    public Memory {
      Range.check(targets >= 1, "targets must be at least 1: " + targets);
      Range.check(cameras >= 1, "cameras must be at least 1: " + cameras);
      Range.check(auditedFrames >= 1, "auditedFrames must be at least 1: " + auditedFrames);
      Range.check(labels >= 1, "labels must be at least 1: " + labels);
    }
  }

  /** Apart, because the parts are made before the whole's defaults are. */
  private static final class Range {
    private Range() {}

    static void check(boolean right, String message) {
      if (!right) {
        throw new IllegalArgumentException("watch: " + message);
      }
    }
  }
}
