package io.hawkvision.loadgen.infaas;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The profiles of all variants, by family. Immutable, any thread. */
final class Fleet {
  private final List<Profile> profiles;
  private final Map<String, VariantChooser> choosers = new TreeMap<>();
  private final Map<String, VariantKey> smallest = new TreeMap<>();

  Fleet(List<Profile> profiles) {
    this.profiles = List.copyOf(profiles);
    Map<String, List<Profile>> byFamily =
        profiles.stream().collect(Collectors.groupingBy(profile -> profile.key().family()));
    byFamily.forEach(
        (family, members) -> {
          double best =
              members.stream().mapToDouble(each -> each.worth().accuracy()).max().orElseThrow();
          choosers.put(family, new VariantChooser(members, best));
          smallest.put(family, smallestOf(members));
        });
  }

  private static VariantKey smallestOf(List<Profile> members) {
    return members.stream().min(Comparator.comparingLong(Profile::bytes)).orElseThrow().key();
  }

  List<Profile> profiles() {
    return profiles;
  }

  VariantChooser chooser(String family) {
    return requireNonNull(choosers.get(family), () -> "no family " + family);
  }

  /** The variant that is loaded at the start and answers where the chosen one cannot in time. */
  VariantKey smallest(String family) {
    return requireNonNull(smallest.get(family), () -> "no family " + family);
  }

  /** In the order in which they are pinned while the budget lasts. */
  List<VariantKey> smallest() {
    return List.copyOf(smallest.values());
  }
}
