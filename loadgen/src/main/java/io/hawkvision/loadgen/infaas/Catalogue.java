package io.hawkvision.loadgen.infaas;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.family.Family;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The families served and all their networks. Immutable, any thread. */
final class Catalogue {
  private final Map<String, Family> families = new TreeMap<>();
  private final Map<VariantKey, Network> networks = new LinkedHashMap<>();
  private final Fleet fleet;

  Catalogue(List<Network> all) {
    for (Network network : all) {
      families.put(network.family().name(), network.family());
      networks.put(network.profile().key(), network);
    }
    this.fleet = new Fleet(all.stream().map(Network::profile).toList());
  }

  Fleet fleet() {
    return fleet;
  }

  List<Network> networks() {
    return List.copyOf(networks.values());
  }

  Network network(VariantKey key) {
    return requireNonNull(networks.get(key), () -> "no network " + key);
  }

  List<Family> families() {
    return List.copyOf(families.values());
  }

  /** The family a request names, or the only one there is. */
  Family require(Optional<String> name) {
    if (name.isEmpty() && families.size() > 1) {
      throw new Refusal(
          Refusal.Kind.INVALID_PARAMETER, "family is needed, one of: " + families.keySet());
    }
    String wanted = name.orElseGet(() -> families.keySet().iterator().next());
    return Optional.ofNullable(families.get(wanted))
        .orElseThrow(
            () -> new Refusal(Refusal.Kind.UNKNOWN_FAMILY, "There is no such family here."));
  }
}
