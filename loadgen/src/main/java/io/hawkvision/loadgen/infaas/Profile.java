package io.hawkvision.loadgen.infaas;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.policy.OutcomeTable;

/**
 * What is known of a variant before the first frame. Pure value.
 *
 * @param bytes what it takes of the memory budget while it is loaded
 * @param nanos decode and inference of one frame, the edge's slowdown included
 */
record Profile(VariantKey key, Worth worth, long bytes, long nanos) {
  Profile {
    requireNonNull(key, "key");
    requireNonNull(worth, "worth");
    if (bytes < 1 || nanos < 1) {
      throw new IllegalArgumentException(key + ": size and time must be positive");
    }
  }

  /**
   * Point estimates on the family's calibration frames.
   *
   * @param accuracy share of right answers
   * @param agreement share of answers that are the best variant's
   */
  record Worth(double accuracy, double agreement) {
    Worth {
      if (!(accuracy >= 0 && accuracy <= 1 && agreement >= 0 && agreement <= 1)) {
        throw new IllegalArgumentException("shares lie between 0 and 1");
      }
    }

    /** Counts the calibration frames of the family. */
    static Worth of(Family family, String variant) {
      OutcomeTable table = family.calibration();
      int column = table.column(variant);
      long agreeing = 0;
      for (int i = 0; i < table.frames(); i++) {
        agreeing += table.agrees(column, i) ? 1 : 0;
      }
      return new Worth(table.accuracy(column), (double) agreeing / Math.max(1, table.frames()));
    }
  }
}
