package io.hawkvision.loadgen.infaas;

import static java.util.Objects.requireNonNull;

/** Which variant of which family. */
record VariantKey(String family, String variant) {
  VariantKey {
    requireNonNull(family, "family");
    requireNonNull(variant, "variant");
  }

  @Override
  public String toString() {
    return family + "/" + variant;
  }
}
