package io.hawkvision.loadgen.link;

import java.util.Random;

/**
 * Which packets are lost: some on their own, some in bursts (E. N. Gilbert 1960, E. O. Elliott
 * 1963: a chain of a good and a bad state, every packet of the bad state is lost). One thread.
 */
final class LossDraw {
  private final LinkProfile.Loss loss;
  private final Random random;
  private final double toBad;
  private final double toGood;
  private boolean bad;

  LossDraw(LinkProfile.Loss loss, long seed) {
    this.loss = loss;
    this.random = new Random(seed);
    double share = loss.inBursts();
    this.toGood = share >= 1 ? 0 : 1 / loss.meanBurstPackets();
    this.toBad = share >= 1 ? 1 : Math.min(1, share / (1 - share) * toGood);
    this.bad = random.nextDouble() < share;
  }

  /** Whether the next packet is lost; the same number of draws for each. */
  boolean next() {
    double alone = random.nextDouble();
    double change = random.nextDouble();
    boolean lost = bad || alone < loss.independent();
    bad = bad ? change >= toGood : change < toBad;
    return lost;
  }
}
