package io.hawkvision.zoo.split;

import java.util.Locale;

/** A share of right answers, by counting; one thread at a time. */
final class Share {
  private long right;
  private long all;

  void add(boolean isRight) {
    right += isRight ? 1 : 0;
    all++;
  }

  void add(Share other) {
    right += other.right;
    all += other.all;
  }

  double value() {
    return all == 0 ? 0 : (double) right / all;
  }

  /** Binomial. */
  double standardError() {
    return all == 0 ? 0 : Math.sqrt(value() * (1 - value()) / all);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%6.2f +- %.2f", 100 * value(), 100 * standardError());
  }
}
