package io.hawkvision.edge.escalate;

import io.hawkvision.proto.FamilyVersion;
import io.hawkvision.proto.Welcome;
import io.hawkvision.zoo.family.Family;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A family's variant that a datacenter node can be asked for. */
record Route(String family, String variant) implements Comparable<Route> {
  /**
   * The routes both sides can take: same family, version and manifest hash, and a variant that the
   * node says it runs. Nothing is guessed.
   */
  static Set<Route> feasible(List<Family> families, Welcome welcome) {
    Set<Route> routes = new TreeSet<>();
    for (Family family : families) {
      for (FamilyVersion served : welcome.getFamiliesList()) {
        if (isSame(family, served)) {
          served.getVariantsList().stream()
              .filter(variant -> family.variant(variant).isPresent())
              .forEach(variant -> routes.add(new Route(family.name(), variant)));
        }
      }
    }
    return routes;
  }

  private static boolean isSame(Family family, FamilyVersion served) {
    return family.name().equals(served.getName())
        && family.version() == served.getVersion()
        && Arrays.equals(family.manifestHashBytes(), served.getManifestHash().toByteArray());
  }

  @Override
  public int compareTo(Route other) {
    int byFamily = family.compareTo(other.family);
    return byFamily != 0 ? byFamily : variant.compareTo(other.variant);
  }

  @Override
  public String toString() {
    return family + "/" + variant;
  }
}
