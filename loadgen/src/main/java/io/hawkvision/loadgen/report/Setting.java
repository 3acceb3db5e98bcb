package io.hawkvision.loadgen.report;

import static java.util.Objects.requireNonNull;

import io.hawkvision.loadgen.result.CellKey.CellGroup;

/** What all systems of one comparison have in common. */
public record Setting(String family, String link, int edgeFactor, String load) {
  public Setting {
    requireNonNull(family, "family");
    requireNonNull(link, "link");
    requireNonNull(load, "load");
  }

  static Setting of(CellGroup group) {
    return new Setting(group.family(), group.link(), group.edgeFactor(), group.load());
  }

  @Override
  public String toString() {
    String words = family + ", link " + link;
    if (edgeFactor > 1) {
      words += ", edge slowed x" + edgeFactor;
    }
    return load.isEmpty() ? words : words + ", " + load;
  }
}
