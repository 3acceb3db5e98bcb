package io.hawkvision.edge.planted;

/** Something of the edge's, for a planted arrow to point at. */
public final class PlantedEdge {
  public int seen() {
    return 1;
  }
}
