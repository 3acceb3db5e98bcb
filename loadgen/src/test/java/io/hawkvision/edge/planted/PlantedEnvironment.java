package io.hawkvision.edge.planted;

/** Reads the environment deep inside: forbidden, and here to see the rule fail. */
public final class PlantedEnvironment {
  public String home() {
    return String.valueOf(System.getenv("HOME"));
  }
}
