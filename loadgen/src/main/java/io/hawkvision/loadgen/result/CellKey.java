package io.hawkvision.loadgen.result;

import static java.util.Objects.requireNonNull;

/**
 * Which cell of a run: one system, one seed, some seconds of one family's frames over one link.
 *
 * @param system such as {@code ours}, {@code naive}
 * @param link name of the link profile, {@code none} where there is no emulated link
 * @param edgeFactor by which the edge's compute was slowed, 1 for not at all
 * @param load what tells cells of one link apart that differ in load only, usually empty
 * @param seed of frames, arrivals and link
 */
public record CellKey(
    String system, String family, String link, int edgeFactor, String load, long seed) {
  public CellKey {
    requireNonNull(system, "system");
    requireNonNull(family, "family");
    requireNonNull(link, "link");
    requireNonNull(load, "load");
    if (edgeFactor < 1) {
      throw new IllegalArgumentException("edge factor " + edgeFactor);
    }
  }

  /** The same cell of whatever seed: cells of one group are pooled. */
  public CellGroup group() {
    return new CellGroup(system, family, link, edgeFactor, load);
  }

  /** The cells of one group, over all seeds. */
  public record CellGroup(String system, String family, String link, int edgeFactor, String load) {}
}
