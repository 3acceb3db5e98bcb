package io.hawkvision.zoo.family;

import java.util.Optional;

/** Reads the optional {@code training} of a manifest or a recipe. */
final class TrainingSection {
  private static final String COMMIT = "[0-9a-f]{40}|unknown";

  private TrainingSection() {}

  static Optional<Training> read(Section top) {
    return top.optionalSection("training").map(TrainingSection::training);
  }

  private static Training training(Section section) {
    Training training =
        new Training(
            section.text("recipe"),
            section.word("commit", COMMIT),
            section.text("split"),
            section.text("seeds"));
    section.end();
    return training;
  }
}
