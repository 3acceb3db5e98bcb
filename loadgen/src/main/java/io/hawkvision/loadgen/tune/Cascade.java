package io.hawkvision.loadgen.tune;

import io.hawkvision.zoo.policy.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A cascade of one threshold over probed frames: which is the cheapest threshold with so much
 * accuracy? Pure.
 */
public final class Cascade {
  private static final double ROUNDING = 1e-9;

  private final ToDoubleFunction<ProbedFrame> score;
  private final Predicate<ProbedFrame> remote;

  private Cascade(ToDoubleFunction<ProbedFrame> score, Predicate<ProbedFrame> remote) {
    this.score = score;
    this.remote = remote;
  }

  /** The naive cascade: highest probability, pictures at network-input size of this quality. */
  public static Cascade naive(int quality) {
    return new Cascade(ProbedFrame::maxProbability, frame -> frame.small(quality).right());
  }

  /** Our score and our pictures with one threshold: what a perfectly placed one would do. */
  public static Cascade ofMargin(String variant) {
    return new Cascade(ProbedFrame::margin, frame -> frame.isRight(variant));
  }

  /** What a policy would have got right of these frames, were every answer in time. */
  public static double accuracy(Policy policy, List<ProbedFrame> frames) {
    long right =
        frames.stream()
            .filter(
                frame ->
                    policy.answersLocally(frame.margin())
                        ? frame.edgeRight()
                        : frame.isRight(policy.route(frame.margin()).variant()))
            .count();
    return frames.isEmpty() ? Double.NaN : (double) right / frames.size();
  }

  /**
   * The threshold that escalates least.
   *
   * @param threshold frames of this score and above are answered locally; infinite for none
   * @param isReached whether the accuracy asked for is reached at all
   */
  public record Found(double threshold, double accuracy, double escalated, boolean isReached) {}

  /**
   * The lowest threshold whose accuracy over the frames is at least the goal; where no threshold
   * reaches it, the most accurate one. Frames of one score go the same way.
   */
  public Found cheapest(List<ProbedFrame> frames, double goal) {
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("no frames to tune on");
    }
    List<ProbedFrame> ascending = new ArrayList<>(frames);
    ascending.sort(Comparator.comparingDouble(score));
    long right = frames.stream().filter(ProbedFrame::edgeRight).count();
    Found most = found(ascending, 0, right, goal);
    for (int escalated = 0; escalated <= ascending.size(); escalated++) {
      if (isBoundary(ascending, escalated)) {
        Found here = found(ascending, escalated, right, goal);
        if (here.isReached()) {
          return here;
        }
        most = here.accuracy() > most.accuracy() ? here : most;
      }
      if (escalated < ascending.size()) {
        ProbedFrame next = ascending.get(escalated);
        right += (remote.test(next) ? 1 : 0) - (next.edgeRight() ? 1 : 0);
      }
    }
    return most;
  }

  private boolean isBoundary(List<ProbedFrame> ascending, int escalated) {
    return escalated == 0
        || escalated == ascending.size()
        || score.applyAsDouble(ascending.get(escalated - 1))
            < score.applyAsDouble(ascending.get(escalated));
  }

  private Found found(List<ProbedFrame> ascending, int escalated, long right, double goal) {
    double threshold =
        escalated == ascending.size()
            ? Double.POSITIVE_INFINITY
            : score.applyAsDouble(ascending.get(escalated));
    double accuracy = (double) right / ascending.size();
    return new Found(
        escalated == 0 ? 0 : threshold,
        accuracy,
        (double) escalated / ascending.size(),
        accuracy >= goal - ROUNDING);
  }
}
