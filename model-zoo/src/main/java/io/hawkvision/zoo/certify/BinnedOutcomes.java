package io.hawkvision.zoo.certify;

import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Route;
import java.util.stream.IntStream;

/**
 * A table's frames as the tests need them: the bin of each score, and what came of each route of a
 * menu, packed into bits. Immutable, any thread.
 */
final class BinnedOutcomes {
  /** What is counted of a route's answers. */
  enum Count {
    /** Right answers. */
    RIGHT(0),
    /** The best variant is right and this route is wrong. */
    BEST_ONLY(1),
    /** This route is right and the best variant is wrong. */
    ROUTE_ONLY(2),
    /** The best variant's answers. */
    AGREEING(3);

    private final int place;

    Count(int place) {
      this.place = place;
    }

    int place() {
      return place;
    }

    private int bit() {
      return 1 << place;
    }
  }

  private final ScoreGrid grid;
  private final short[] bins;

  /** By place: the edge's answers first, then the menu's routes. */
  private final byte[][] came;

  BinnedOutcomes(OutcomeTable part, ScoreGrid grid, Menu menu) {
    this.grid = grid;
    this.bins = new short[part.frames()];
    for (int i = 0; i < bins.length; i++) {
      bins[i] = (short) grid.bin(part.margin(i));
    }
    this.came = new byte[1 + menu.routes().size()][];
    int best = part.column(menu.best());
    came[0] = came(part, 0, best);
    for (int r = 0; r < menu.routes().size(); r++) {
      Route route = menu.routes().get(r);
      came[r + 1] = came(part, part.column(route), best);
    }
  }

  private static byte[] came(OutcomeTable part, int column, int best) {
    byte[] came = new byte[part.frames()];
    for (int i = 0; i < came.length; i++) {
      boolean isRight = part.correct(column, i);
      boolean isBestRight = part.correct(best, i);
      int bits = isRight ? Count.RIGHT.bit() : 0;
      bits |= isBestRight && !isRight ? Count.BEST_ONLY.bit() : 0;
      bits |= isRight && !isBestRight ? Count.ROUTE_ONLY.bit() : 0;
      bits |= part.agrees(column, i) ? Count.AGREEING.bit() : 0;
      came[i] = (byte) bits;
    }
    return came;
  }

  /** What any policy comes to on all frames. */
  Tally all() {
    return tally(IntStream.range(0, bins.length).toArray());
  }

  Tally of(SegmentSample sample) {
    return tally(IntStream.range(0, sample.size()).map(sample::frame).toArray());
  }

  private Tally tally(int[] frames) {
    int[][][] counts = new int[Count.values().length][came.length][grid.bins() + 1];
    int[] inBin = new int[grid.bins() + 1];
    for (int frame : frames) {
      inBin[bins[frame] + 1]++;
    }
    for (int place = 0; place < came.length; place++) {
      byte[] bits = came[place];
      int[] byBits = new int[(grid.bins() + 1) << Count.values().length];
      for (int frame : frames) {
        byBits[(bins[frame] + 1) << Count.values().length | bits[frame]]++;
      }
      for (Count count : Count.values()) {
        sum(byBits, count, counts[count.place()][place]);
      }
    }
    for (int b = 1; b < inBin.length; b++) {
      inBin[b] += inBin[b - 1];
    }
    return new Tally(inBin, counts);
  }

  /** From counts by bin and bits to running sums of one count. */
  private static void sum(int[] byBits, Count count, int[] sums) {
    int shift = Count.values().length;
    for (int b = 1; b < sums.length; b++) {
      sums[b] = sums[b - 1];
      for (int bits = 0; bits < 1 << shift; bits++) {
        sums[b] += (bits & count.bit()) != 0 ? byBits[b << shift | bits] : 0;
      }
    }
  }
}
