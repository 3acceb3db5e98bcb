package io.hawkvision.edge.watch;

import java.util.ArrayList;
import java.util.List;

/**
 * The plain e-process, a value: the mean wealth of gamblers who bet against the promise from the
 * first audit on and never start anew. While the promise holds, the wealth ever reaches 1/delta
 * with probability delta at most (Ville), also when the null rate changes on the way: a bet that a
 * rate forbids keeps its stake. The flag stays.
 *
 * @param logWealths one for each of {@link Bets#SIZES}
 */
record PromiseProcess(List<Double> logWealths, boolean broken) {
  static final PromiseProcess START = new PromiseProcess(Bets.all(0), false);

  /** Holding a winner down is on the side of the promise and cannot overflow. */
  private static final double MOST = 200;

  private static final double LEAST = -Double.MAX_VALUE;

  PromiseProcess {
    logWealths = Bets.checked(logWealths, LEAST, MOST);
  }

  PromiseProcess seen(boolean disagrees, double nullRate, double wealthLimit) {
    List<Double> next = new ArrayList<>(logWealths.size());
    for (int i = 0; i < logWealths.size(); i++) {
      double size = Bets.SIZES.get(i);
      double wealth = logWealths.get(i);
      next.add(
          Bets.allowed(size, nullRate)
              ? Math.min(MOST, wealth + Math.log(Bets.factor(size, nullRate, disagrees)))
              : wealth);
    }
    PromiseProcess after = new PromiseProcess(next, broken);
    return after.wealth() >= wealthLimit ? new PromiseProcess(next, true) : after;
  }

  double wealth() {
    double sum = 0;
    for (double logWealth : logWealths) {
      sum += Math.exp(logWealth);
    }
    return sum / logWealths.size();
  }
}
