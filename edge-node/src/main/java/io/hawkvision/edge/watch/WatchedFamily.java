package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** A family as it is served now: the manifest to trust, and the labels a human may give. */
public record WatchedFamily(String family, String manifestHash, Set<String> labels) {
  public WatchedFamily {
    requireNonNull(family, "family");
    requireNonNull(manifestHash, "manifestHash");
    labels = Set.copyOf(labels);
  }
}
