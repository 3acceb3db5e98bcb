package io.hawkvision.loadgen.run;

import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.InvalidInputException;
import io.hawkvision.loadgen.tune.Cascade;
import io.hawkvision.loadgen.tune.FrameProbe;
import io.hawkvision.loadgen.tune.ProbedFrame;
import io.hawkvision.zoo.certify.Certification;
import io.hawkvision.zoo.certify.Certifier;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Target;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives the baselines the thresholds with which they are as accurate as our certified policy, on
 * frames that no cell sends: equal accuracy without looking at the result. One thread, minutes.
 */
final class Tuner {
  /** Seeds whose frames the oracle knows, and how many of each. */
  private static final int ORACLE_SEEDS = 3;

  private final FrameSupply supply;
  private final StopFlag stop;

  Tuner(FrameSupply supply, StopFlag stop) {
    this.supply = supply;
    this.stop = stop;
  }

  /**
   * Tunes on so many frames.
   *
   * @param qualities of small pictures to choose from
   */
  Tuned tune(Family family, double accuracy, int frames, List<Integer> qualities)
      throws IOException, InvalidInputException {
    try (FrameProbe probe = new FrameProbe(family, qualities)) {
      List<ProbedFrame> apart;
      try (FrameSource source = supply.tuning(family)) {
        int count = (int) Math.min(frames, source.size().orElse(frames));
        apart = probe.probe(source, 0, count, stop::isRaised);
      }
      List<ProbedFrame> sent = new ArrayList<>();
      for (int seed = 1; seed <= ORACLE_SEEDS; seed++) {
        try (FrameSource source = supply.cell(family, seed)) {
          sent.addAll(probe.probe(source, 0, frames / ORACLE_SEEDS, stop::isRaised));
        }
      }
      if (stop.isRaised()) {
        throw new IOException("interrupted");
      }
      Policy ours = policy(family, accuracy);
      double apartAccuracy = Cascade.accuracy(ours, apart);
      int quality = cheapestQuality(apart, apartAccuracy, qualities);
      return new Tuned(
          apartAccuracy,
          quality,
          Cascade.naive(quality).cheapest(apart, apartAccuracy),
          Cascade.ofMargin(family.best().name()).cheapest(sent, Cascade.accuracy(ours, sent)),
          apart.size());
    }
  }

  /** With which the accuracy is reached by the fewest bytes; the best of them if by none. */
  static int cheapestQuality(List<ProbedFrame> frames, double accuracy, List<Integer> qualities) {
    return qualities.stream()
        .min(
            Comparator.comparing(
                    (Integer quality) ->
                        !Cascade.naive(quality).cheapest(frames, accuracy).isReached())
                .thenComparingDouble(quality -> bytes(frames, accuracy, quality)))
        .orElseThrow();
  }

  private static double bytes(List<ProbedFrame> frames, double accuracy, int quality) {
    double each =
        frames.stream().mapToInt(frame -> frame.small(quality).bytes()).average().orElse(0);
    return each * Cascade.naive(quality).cheapest(frames, accuracy).escalated();
  }

  /** What an edge node serves this target by. */
  private static Policy policy(Family family, double accuracy) throws IOException {
    Certification result =
        new Certifier(family).certify(Target.absolute(accuracy), InstantSource.system());
    if (result instanceof Certification.Certified certified) {
      return certified.certificate().policy();
    }
    if (result instanceof Certification.NotYet notYet) {
      return notYet.served();
    }
    throw new IOException(family.name() + " cannot reach accuracy " + accuracy);
  }
}
