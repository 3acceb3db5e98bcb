package io.hawkvision.zoo.certify;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The hashes of everything a certificate rests on: the outcome table, each network, each variant's
 * preprocessing, the split model's parts with the codec's tables, and the rules of certification.
 */
public record Dependencies(Map<String, String> hashes) {
  /** Raised with every change of what is tested, in which order, or how. */
  static final String RULES = "1";

  public Dependencies {
    hashes = Map.copyOf(hashes);
  }

  /** What the family is made of now. */
  public static Dependencies of(Family family) {
    SortedMap<String, String> hashes = new TreeMap<>();
    hashes.put("rules", RULES);
    hashes.put("outcomes", family.outcomes().sha256());
    family
        .variants()
        .forEach(
            variant -> {
              hashes.put("network " + variant.name(), variant.sha256());
              hashes.put(
                  "preprocessing " + variant.name(),
                  new Preprocessor(variant.input(), ImageLimits.DEFAULT).hash());
            });
    family
        .split()
        .ifPresent(
            split -> {
              hashes.put("split encoder", split.encoder().sha256());
              hashes.put("split tail", split.tail().network().sha256());
              hashes.put("codec", split.codec().sha256());
            });
    return new Dependencies(hashes);
  }

  /** The names of what differs, sorted; empty where a certificate stays valid. */
  public List<String> changesTo(Dependencies now) {
    SortedMap<String, String> all = new TreeMap<>(hashes);
    all.putAll(now.hashes);
    List<String> changed = new ArrayList<>();
    for (String name : all.keySet()) {
      if (!hashes.getOrDefault(name, "").equals(now.hashes.getOrDefault(name, ""))) {
        changed.add(name);
      }
    }
    return changed;
  }
}
