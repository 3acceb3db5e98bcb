package io.hawkvision.loadgen.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The systems that may be compared, as plans and reports name them. */
public enum SystemName {
  /** Certified policies, as the product ships. */
  OURS(true),
  /** B0: the edge network alone. */
  EDGE_ONLY(false),
  /** B1: every picture to the datacenter. */
  DC_ONLY(true),
  /** B2: point-estimate threshold on the highest probability, JPEG at network-input size, TCP. */
  NAIVE(true),
  /** B4: all variants at the edge, loaded and evicted under a memory budget that all fit. */
  INFAAS_AMPLE(false),
  /** B4 with a budget that forces swaps. */
  INFAAS_TIGHT(false),
  /** B5: our score and pictures with the best threshold for the very frames that are sent. */
  ORACLE(true);

  private final boolean usesDatacenter;

  SystemName(boolean usesDatacenter) {
    this.usesDatacenter = usesDatacenter;
  }

  public boolean usesDatacenter() {
    return usesDatacenter;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<SystemName> of(String word) {
    return Arrays.stream(values()).filter(system -> system.word().equals(word)).findFirst();
  }

  /** For messages about a word that is none of them. */
  public static String words() {
    return String.join(", ", Arrays.stream(values()).map(SystemName::word).toList());
  }
}
