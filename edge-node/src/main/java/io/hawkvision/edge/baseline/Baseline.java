package io.hawkvision.edge.baseline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which system of the benchmark a node plays. */
public enum Baseline {
  /** None: the product. */
  NONE,
  /** The edge network answers every frame. */
  EDGE_ONLY,
  /**
   * Every frame goes to the datacenter at once; the edge network runs beside it for the frames that
   * the datacenter does not answer in time.
   */
  DC_ONLY,
  /** One fixed threshold on the edge's score, one variant behind it. */
  CASCADE;

  /** The word of the configuration. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Baseline> of(String word) {
    return Arrays.stream(values()).filter(system -> system.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Baseline::word).toList();
  }
}
