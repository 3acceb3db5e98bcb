package io.hawkvision.edge.watch;

import java.util.ArrayList;
import java.util.List;

/**
 * The Shiryaev–Roberts e-detector of SCIENCE.md §2.9, a value: every audit starts a new suspicion
 * and adds to the old ones. Its mean run until a false alarm is at least the alarm level, in
 * audits. The alarm stays.
 *
 * @param values one for each of {@link Bets#SIZES}
 */
record DriftDetector(List<Double> values, boolean alarmed) {
  static final DriftDetector START = new DriftDetector(Bets.all(0), false);

  /** Above every alarm level; what happens after the alarm can then not overflow. */
  private static final double MOST = 1e100;

  DriftDetector {
    values = Bets.checked(values, 0, MOST);
  }

  DriftDetector seen(boolean disagrees, double nullRate, double alarmLevel) {
    List<Double> next = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      double size = Bets.SIZES.get(i);
      double value = values.get(i);
      next.add(
          Bets.allowed(size, nullRate)
              ? Math.min(MOST, (value + 1) * Bets.factor(size, nullRate, disagrees))
              : value);
    }
    DriftDetector after = new DriftDetector(next, alarmed);
    return after.value(nullRate) >= alarmLevel ? new DriftDetector(next, true) : after;
  }

  /** The mean over the bets this null rate allows; 0 without any. */
  double value(double nullRate) {
    double sum = 0;
    int allowed = 0;
    for (int i = 0; i < values.size(); i++) {
      if (Bets.allowed(Bets.SIZES.get(i), nullRate)) {
        sum += values.get(i);
        allowed++;
      }
    }
    return allowed == 0 ? 0 : sum / allowed;
  }

  /** 1 up to the calm level, 0 from the alarm on, falling with the logarithm between them. */
  double safeShare(double nullRate, WatchSettings.Tests tests) {
    if (alarmed) {
      return 0;
    }
    double above = Math.log(Math.max(1, value(nullRate) / tests.calmLevel()));
    return Math.max(0, 1 - above / Math.log(tests.alarmLevel() / tests.calmLevel()));
  }
}
