package io.hawkvision.dc.planted;

import io.hawkvision.edge.planted.PlantedEdge;

/** A datacenter class that uses the edge's: forbidden, and here to see the rule fail. */
public final class PlantedArrow {
  public int peek() {
    return new PlantedEdge().seen();
  }
}
