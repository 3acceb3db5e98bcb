package io.hawkvision.edge.baseline;

import io.hawkvision.zoo.policy.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a cascade compares with its threshold. */
public enum CascadeScore {
  /** The distance between the two most probable labels: ours. */
  MARGIN {
    @Override
    public double of(float[] probabilities) {
      return Scores.margin(probabilities);
    }
  },
  /** The probability of the most probable label: what others use. */
  MAX_PROBABILITY {
    @Override
    public double of(float[] probabilities) {
      return probabilities[Scores.argmax(probabilities)];
    }
  };

  /** The score of these probabilities, 0 to 1. */
  public abstract double of(float[] probabilities);

  /** The word of the configuration. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<CascadeScore> of(String word) {
    return Arrays.stream(values()).filter(score -> score.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(CascadeScore::word).toList();
  }
}
