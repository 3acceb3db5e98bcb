package io.hawkvision.dc.models;

import static java.util.Objects.requireNonNull;

/** One variant of one version of one family: what a batch has in common. */
public record ModelKey(String family, int version, String variant) {
  public ModelKey {
    requireNonNull(family, "family");
    requireNonNull(variant, "variant");
  }

  @Override
  public String toString() {
    return family + "@" + version + "/" + variant;
  }
}
