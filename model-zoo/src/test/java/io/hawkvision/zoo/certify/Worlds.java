package io.hawkvision.zoo.certify;

import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.OutcomeTable.Place;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Families whose outcome tables are drawn from a law that the test knows. */
final class Worlds {
  private Worlds() {}

  static Family shipped(String name) throws InvalidFamilyException {
    return FamilyReader.read(Path.of("families", name));
  }

  /** A shipped family with another table. */
  static Family with(Family family, OutcomeTable outcomes) {
    return new Family(
        family.name(),
        family.version(),
        family.directory(),
        family.description(),
        family.licence(),
        family.labels(),
        family.variants(),
        family.training(),
        family.split(),
        outcomes,
        family.golden(),
        family.manifestHash());
  }

  /** The same family with other variants. */
  static Family with(Family family, List<Variant> variants) {
    return new Family(
        family.name(),
        family.version(),
        family.directory(),
        family.description(),
        family.licence(),
        family.labels(),
        variants,
        family.training(),
        family.split(),
        family.outcomes(),
        family.golden(),
        family.manifestHash());
  }

  /**
   * What a law draws.
   *
   * @param perSegment frames of a segment
   * @param copied share of a segment's frames that repeat its first one
   */
  record Law(int segments, int perSegment, double copied) {}

  /** Edge right with probability (1 + score) / 2, dc-m and dc-l 92 and 97 %, independent. */
  static OutcomeTable drawn(Law law, int designFrames, SplittableRandom random) {
    OutcomeTable.Builder table =
        OutcomeTable.of(Route.originals(List.of("edge-s", "dc-m", "dc-l")));
    for (int i = 0; i < designFrames; i++) {
      table.add(frame(new Place(Part.DESIGN, i, 0), random.nextLong()));
    }
    for (int s = 0; s < law.segments(); s++) {
      long first = random.nextLong();
      for (int f = 0; f < law.perSegment(); f++) {
        boolean isCopy = random.nextDouble() < law.copied();
        long seed = isCopy ? first : random.nextLong();
        table.add(frame(new Place(Part.CALIBRATION, s, f), seed));
      }
    }
    return table.build();
  }

  private static OutcomeTable.Outcome frame(Place place, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double score = random.nextDouble();
    int edge = random.nextDouble() < (1 + score) / 2 ? 0 : 1;
    int small = random.nextDouble() < 0.92 ? 0 : 1;
    int large = random.nextDouble() < 0.97 ? 0 : 1;
    return ColourFamily.outcome(place, 0, score, edge, small, large);
  }

  /** How accurate the cascade with that threshold to dc-l is under the law. */
  static double accuracy(double threshold) {
    double local = (1 - threshold) / 2 + (1 - threshold * threshold) / 4;
    return local + threshold * 0.97;
  }
}
