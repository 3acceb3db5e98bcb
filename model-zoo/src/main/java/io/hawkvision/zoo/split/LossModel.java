package io.hawkvision.zoo.split;

import java.util.BitSet;
import java.util.random.RandomGenerator;

/** Which of a row of datagrams arrive: each on its own, or with losses in bursts. */
public enum LossModel {
  /** Every datagram is lost with the same probability. */
  INDEPENDENT("i.i.d."),

  /** Gilbert–Elliott with nothing lost in the good and all in the bad state, mean burst of four. */
  BURSTY("bursty");

  private static final double LEAVE = 0.25;

  private final String word;

  LossModel(String word) {
    this.word = word;
  }

  /** What tables call the model. */
  public String word() {
    return word;
  }

  /** Arrivals of {@code count} datagrams sent one after the other at a mean loss rate below 1. */
  public BitSet arrivals(RandomGenerator random, int count, double rate) {
    BitSet arrived = new BitSet();
    boolean isBad = random.nextDouble() < rate;
    double enter = Math.min(1, LEAVE * rate / (1 - rate));
    for (int i = 0; i < count; i++) {
      boolean isLost = this == INDEPENDENT ? random.nextDouble() < rate : isBad;
      arrived.set(i, !isLost);
      isBad = isBad ? random.nextDouble() >= LEAVE : random.nextDouble() < enter;
    }
    return arrived;
  }
}
