package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

/**
 * What is watched: one target of one manifest. A new manifest is a new key and hence starts anew.
 *
 * @param kind of the target: absolute, relative or agreement
 */
public record WatchKey(
    String family, int version, String manifestHash, String kind, double target) {
  public WatchKey {
    requireNonNull(family, "family");
    requireNonNull(manifestHash, "manifestHash");
    requireNonNull(kind, "kind");
    if (!Double.isFinite(target)) {
      throw new IllegalArgumentException("target must be finite: " + target);
    }
  }
}
