package io.hawkvision.zoo.family;

import java.util.Locale;

/** What a network's output holds for each class. */
public enum OutputValues {
  LOGITS,
  /** The softmax is part of the network; engines take the logarithm. */
  PROBABILITIES;

  /** The word of the manifest: {@code logits}, {@code probabilities}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
